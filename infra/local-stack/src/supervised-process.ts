import { spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { StackError } from "./stack-error.ts";

export type ProcessSpec = {
  name: string;
  command: string;
  args: readonly string[];
  cwd: string;
  env: Readonly<Record<string, string>>;
  logFolder: string;
};

export type SupervisedProcess = AsyncDisposable & {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  readonly exited: Promise<number | null>;
  hasExited(): boolean;
  kill(signal: NodeJS.Signals): void;
  stop(): Promise<void>;
};

// Only what a service needs: secrets of the person's shell do not leak into it.
const inherited = ["PATH", "HOME", "LANG", "TZ", "TMPDIR", "USER"];

/** Starts a process with its output in a log file; `stop` asks, then insists after five seconds. */
export function startProcess(spec: ProcessSpec): SupervisedProcess {
  const logFile = path.join(spec.logFolder, `${spec.name}.log`);
  const log = createWriteStream(logFile, { flags: "a" });
  const base = Object.fromEntries(
    inherited.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]])),
  );
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: { ...base, ...spec.env },
    stdio: ["ignore", "pipe", "pipe"],
    // Its own group: a Ctrl-C at the terminal reaches us first, and we end things in order.
    detached: true,
  });
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  let over = false;
  const exited = new Promise<number | null>((resolve) => {
    const end = (code: number | null): void => {
      over = true;
      log.end();
      resolve(code);
    };
    child.on("error", () => end(127));
    child.on("exit", (code) => end(code));
  });
  const kill = (signal: NodeJS.Signals): void => {
    if (over || child.pid === undefined) return;
    try {
      process.kill(-child.pid, signal);
    } catch {
      child.kill(signal);
    }
  };
  const stop = async (): Promise<void> => {
    kill("SIGTERM");
    const gone = await Promise.race([exited.then(() => true), sleep(5_000, false, { ref: false })]);
    if (!gone) kill("SIGKILL");
    await exited;
  };
  return {
    name: spec.name,
    pid: child.pid ?? -1,
    logFile,
    exited,
    hasExited: () => over,
    kill,
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Waits until `url` answers 200; throws `StackError` naming the log when the process dies or the time is up. */
export async function waitUntilHealthy(service: SupervisedProcess, url: string, timeoutMs: number): Promise<void> {
  const until = performance.now() + timeoutMs;
  while (performance.now() < until) {
    if (service.hasExited()) {
      throw new StackError(
        "process-died",
        `The ${service.name} stopped while starting: ${lastWords(service.logFile)} Its log is ${service.logFile}.`,
      );
    }
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      await answer.arrayBuffer();
      if (answer.status === 200) return;
    } catch {
      // Not listening yet.
    }
    await sleep(100);
  }
  throw new StackError(
    "not-ready",
    `The ${service.name} did not answer on ${url} within ${Math.round(timeoutMs / 1000)} s; look at ${service.logFile}.`,
  );
}

function lastWords(logFile: string): string {
  try {
    const lines = readFileSync(logFile, "utf8").trim().split("\n");
    return `"${(lines.at(-1) ?? "it said nothing").slice(0, 200)}".`;
  } catch {
    return "it said nothing.";
  }
}
