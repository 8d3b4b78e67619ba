import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { randomFromSeed, uniform } from "@fleet-persona/learning";
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
  const random = randomFromSeed(seed);
  const agent = new Agent({ keepAlive: true, maxSockets: 512 });
  const begin = performance.now() + 200;
  let at = 0;
  const answers: Promise<Answer>[] = [];
  for (const [place, one] of requests.entries()) {
    at += (-Math.log(1 - uniform(random)) / perSecond) * 1_000;
    const intended = begin + at;
    const early = intended - performance.now();
    if (early > 1) await sleep(early);
    const mark = `${phase}-${place}`;
    answers.push(
      ask(agent, new URL(one.path, hubUrl), mark).then(({ status, bytes }) => ({
        ...one,
        mark,
        status,
        bytes,
        fromIntendedMs: performance.now() - intended,
      })),
    );
  }
  const all = await Promise.all(answers);
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
