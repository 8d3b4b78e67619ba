// Runs the hub's production build in as many processes as there are cores: node apps/hub/src/serve/serve.ts --port 3000
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startProcesses } from "./processes.ts";

const app = join(import.meta.dirname, "../..");
const mostProcesses = 64;

function fail(message: string): never {
  process.stderr.write(`hub: ${message}\n`);
  process.exit(2);
}

function options(): { readonly port: string; readonly host: string } {
  try {
    const port = { type: "string", default: "3000" } as const;
    const host = { type: "string", default: "127.0.0.1" } as const;
    return parseArgs({ options: { port, host } }).values;
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\nserve.ts [--port 3000] [--host 127.0.0.1]`);
  }
}

const { port, host } = options();
if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) fail(`"${port}" is no port; it must be a number up to 65535.`);
const asked = process.env["HUB_PROCESSES"];
const count = asked === undefined ? Math.min(availableParallelism(), mostProcesses) : Number(asked);
if (!Number.isInteger(count) || count < 1 || count > mostProcesses)
  fail(`HUB_PROCESSES is "${asked ?? ""}"; it must be a whole number from 1 to ${mostProcesses}.`);
if (!existsSync(join(app, ".next/BUILD_ID"))) fail("there is no build of the hub; run  pnpm build  first.");

const processes = startProcesses({
  count,
  exec: join(app, "node_modules/next/dist/bin/next"),
  args: ["start", "-p", port, "-H", host],
  // A page is made of many short-lived things: with room for them a quarter of the work of rendering goes away. And with a
  // process for each core a collector's threads would only take another's: without them the slowest pages are a quarter faster.
  execArgv: ["--max-semi-space-size=64", "--single-threaded-gc"],
  cwd: app,
  graceMs: 10_000,
  restartMs: 1_000,
  giveUp: () => process.exit(1),
  say: (line) => void process.stderr.write(`hub: ${line}\n`),
});
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => void processes.stop().then(() => process.exit(0)));
