import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "@fleet-persona/demo-fleet";

/** What a load found: `failed` are answers other than 2xx and 3xx, and requests without an answer. */
export type LoadTally = { readonly requests: number; readonly failed: number; readonly perSecond: number };

// Sixty-four paths, so that hashing and caching have something to do; a pause before each request where one is wanted.
const script = (pauseMs: number) => `local turn = 0
request = function()
  turn = (turn + 1) % 64
  return wrk.format("GET", "/catalogue/" .. turn)
end
${pauseMs > 0 ? `function delay() return ${pauseMs} end\n` : ""}`;

export type LoadOptions = { url: string; connections: number; pauseMs: number; folder: string };

/** What `connections` kept-alive connections of `wrk` get through with a pause after each answer, while `work` does what it does. */
export async function underLoad(
  { url, connections, pauseMs, folder }: LoadOptions,
  work: () => Promise<void>,
): Promise<LoadTally> {
  const wrk = findProgram("wrk");
  if (wrk === null) throw new Error("wrk is not installed; on Debian or Ubuntu run: apt-get install wrk");
  const file = join(folder, "load.lua");
  writeFileSync(file, script(pauseMs));
  const args = ["-t", "1", "-c", String(connections), "-d", "3600s", "-s", file, url];
  const child = spawn(wrk, args, { stdio: ["ignore", "pipe", "inherit"] });
  const gone = once(child, "exit");
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
  try {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await work();
  } finally {
    child.kill("SIGINT"); // it stops, waits for what is under way and reports
    await gone;
  }
  return tallyOf(said);
}

/** Reads the report of \`wrk\`. */
export function tallyOf(report: string): LoadTally {
  const number = (pattern: RegExp) => Number(pattern.exec(report)?.[1] ?? 0);
  const requests = number(/(\d+) requests in/);
  if (requests === 0) throw new Error(`wrk sent nothing: ${report.trim().slice(0, 300)}`);
  const errors = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(report)?.slice(1) ?? [];
  const unanswered = errors.reduce((sum, count) => sum + Number(count), 0);
  return {
    requests,
    failed: number(/Non-2xx or 3xx responses: (\d+)/) + unanswered,
    perSecond: number(/Requests\/sec:\s+([\d.]+)/),
  };
}
