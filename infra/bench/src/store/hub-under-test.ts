import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@fleet-persona/db";
import { projectRoot } from "@fleet-persona/local-stack";

/** The production build of the hub as it is run in production: a process for each core. */
export type HubUnderTest = AsyncDisposable & {
  readonly url: string;
  readonly timesFile: string;
  readonly logFile: string;
};

/** Builds the hub as it is shipped; what has not changed since costs about a second. */
export async function buildHub(): Promise<void> {
  const turbo = join(projectRoot, "node_modules/.bin/turbo");
  const child = spawn(turbo, ["run", "build", "--filter=@fleet-persona/hub", "--output-logs=errors-only"], {
    cwd: projectRoot,
    stdio: ["ignore", 2, 2],
  });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error("The hub's build failed; what it said is above.");
}

/** Where it listens, a free port of loopback if not said; and what its environment has beside what it always needs. */
type HubChoices = { readonly port?: number; readonly variables?: Readonly<Record<string, string>> };

/** Starts it. Disposing ends it and whatever it started. */
export async function startHub(
  databaseUrl: string,
  folder: string,
  { port: wanted, variables = {} }: HubChoices = {},
): Promise<HubUnderTest> {
  const app = join(projectRoot, "apps/hub");
  if (!existsSync(join(app, ".next/BUILD_ID")))
    throw new Error("There is no build of the hub: run  pnpm build  first.");
  const port = wanted ?? (await freePort());
  const url = `http://127.0.0.1:${port}`;
  const [timesFile, logFile] = [join(folder, "handler-times.txt"), join(folder, "hub.log")];
  const log = openSync(logFile, "a");
  const child = spawn(process.execPath, [join(app, "src/serve/serve.ts"), "--port", String(port)], {
    cwd: app,
    stdio: ["ignore", log, log],
    // A group of its own, so that all of it can be ended.
    detached: true,
    env: {
      PATH: process.env["PATH"],
      HOME: process.env["HOME"],
      NODE_ENV: "production",
      NODE_OPTIONS: `--import ${join(import.meta.dirname, "time-handlers.ts")}`,
      NEXT_TELEMETRY_DISABLED: "1",
      BENCH_HANDLER_TIMES: timesFile,
      DATABASE_URL: databaseUrl,
      HUB_URL: url,
      GATEWAY_URL: "http://127.0.0.1:9",
      AUTH_SECRET: randomBytes(24).toString("hex"),
      LOCAL_MODE: "1",
      ...variables,
    },
  });
  const gone = once(child, "exit");
  const end = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
      process.kill(-child.pid, "SIGTERM");
      const ended = await Promise.race([gone.then(() => true), sleep(5_000, false, { ref: false })]);
      if (!ended) process.kill(-child.pid, "SIGKILL");
      await gone;
    }
  };
  const until = performance.now() + 60_000;
  while (!(await healthy(url))) {
    if (child.exitCode !== null || performance.now() > until) {
      await end();
      throw new Error(`The hub did not start; its log is ${logFile}.`);
    }
    await sleep(200);
  }
  return { url, timesFile, logFile, [Symbol.asyncDispose]: end };
}

async function healthy(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
