import { spawn } from "node:child_process";
import { once } from "node:events";

/** What wrk saw: requests answered, and those that were not (broken connections, time-outs, answers other than 2xx and 3xx). */
export type WrkReport = { readonly requests: number; readonly failed: number; readonly perSecond: number };

export type WrkOptions = { readonly url: string; readonly connections: number; readonly seconds: number };

/** Runs wrk with keep-alive connections, one thread. Rejects when it is not there or says nothing that can be read. */
export async function runWrk({ url, connections, seconds }: WrkOptions): Promise<WrkReport> {
  const args = ["-t", "1", "-c", String(connections), "-d", `${seconds}s`, url];
  const child = spawn("wrk", args, { stdio: ["ignore", "pipe", "ignore"] });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
  await once(child, "close");
  const report = parseWrk(text);
  if (report === null) throw new TypeError(`wrk said nothing that can be read: ${text.slice(0, 200)}`);
  return report;
}

/** Reads wrk's report; null when it is not whole. */
export function parseWrk(text: string): WrkReport | null {
  const requests = /^\s*(\d+) requests in /m.exec(text)?.[1];
  const perSecond = /^Requests\/sec:\s+([\d.]+)/m.exec(text)?.[1];
  if (requests === undefined || perSecond === undefined) return null;
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(text)?.slice(1) ?? [];
  const refused = /Non-2xx or 3xx responses: (\d+)/.exec(text)?.[1] ?? "0";
  const failed = [...errors, refused].reduce((sum, digits) => sum + Number(digits), 0);
  return { requests: Number(requests), failed, perSecond: Number(perSecond) };
}
