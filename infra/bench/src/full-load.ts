import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProgram } from "@fleet-persona/demo-fleet";

/** What a load found: `failed` are answers other than 2xx and 3xx, and requests without an answer. */
export type LoadTally = { readonly requests: number; readonly failed: number; readonly perSecond: number };

// Sixty-four paths, so that hashing and caching have something to do.
const SCRIPT = `local turn = 0
request = function()
  turn = (turn + 1) % 64
  return wrk.format("GET", "/catalogue/" .. turn)
end
`;

/** As many requests as `connections` kept-alive connections get through with \`wrk\`, while \`work\` does what it does. */
export async function underFullLoad(
  { url, connections, folder }: { url: string; connections: number; folder: string },
  work: () => Promise<void>,
): Promise<LoadTally> {
  const wrk = findProgram("wrk");
  if (wrk === null) throw new Error("wrk is not installed; on Debian or Ubuntu run: apt-get install wrk");
  const script = join(folder, "load.lua");
  writeFileSync(script, SCRIPT);
  const args = ["-t", "1", "-c", String(connections), "-d", "3600s", "-s", script, url];
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
