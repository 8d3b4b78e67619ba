import { Agent, request } from "node:http";
import { atRandomMoments } from "../random-moments.ts";
import type { StoreRequest } from "./query-mix.ts";

/** One answer: milliseconds from when it should have been asked to the last byte, whatever held the asking up. */
export type Answer = StoreRequest & {
  readonly mark: string;
  readonly status: number;
  readonly fromIntendedMs: number;
  readonly bytes: number;
};

type Load = {
  readonly hubUrl: string;
  readonly requests: readonly StoreRequest[];
  readonly perSecond: number;
  readonly seed: number;
  readonly phase: string;
};

const givenUpMs = 30_000;

/** Asks at random moments (Poisson, seeded) whether or not earlier answers have come, and waits for all of them. */
export async function openLoop({ hubUrl, requests, perSecond, seed, phase }: Load): Promise<readonly Answer[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const all = await atRandomMoments({ count: requests.length, perSecond, seed }, async (place, intended) => {
    const one = requests[place];
    if (one === undefined) throw new TypeError(`There is no request ${place}.`);
    const mark = `${phase}-${place}`;
    const { status, bytes } = await ask(agent, new URL(one.path, hubUrl), mark);
    return { ...one, mark, status, bytes, fromIntendedMs: performance.now() - intended };
  });
  agent.destroy();
  return all;
}

function ask(agent: Agent, url: URL, mark: string): Promise<{ status: number; bytes: number }> {
  return new Promise((resolve) => {
    const headers = { "x-bench-request": mark, accept: "text/html", "accept-encoding": "gzip" };
    const asked = request(url, { agent, headers, timeout: givenUpMs }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => (bytes += chunk.length));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, bytes }));
      response.on("error", () => resolve({ status: 0, bytes }));
    });
    asked.on("timeout", () => asked.destroy());
    asked.on("error", () => resolve({ status: 0, bytes: 0 }));
    asked.end();
  });
}
