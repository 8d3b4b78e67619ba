import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { DbError } from "../db-error.ts";
import type { ServerAccount } from "./server-account.ts";

/** A running postmaster. */
export type ServerProcess = {
  readonly pid: number;
  /** Fast shutdown: sessions are cut, everything committed is on disk. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
};

type Launch = {
  readonly file: string;
  readonly args: readonly string[];
  readonly account: ServerAccount | null;
  readonly onLog: (line: string) => void;
};

/** Starts the server and resolves when it accepts connections. A taken port rejects with `start-failed`. */
export async function startServer(launch: Launch): Promise<ServerProcess> {
  // A process group of its own, so that Ctrl-C in a terminal reaches us and not the server behind our back.
  const child = spawn(launch.file, launch.args, {
    cwd: "/",
    detached: true,
    env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C", TZ: "UTC" },
    stdio: ["ignore", "ignore", "pipe"],
    ...launch.account,
  });
  const stopOnExit = (): void => void child.kill("SIGINT");
  process.once("exit", stopOnExit);
  child.once("exit", () => process.removeListener("exit", stopOnExit));
  await ready(child, launch.onLog);
  return {
    pid: child.pid ?? 0,
    stop: () => end(child, "SIGINT"),
    kill: () => end(child, "SIGKILL"),
  };
}

async function ready(child: ChildProcess, onLog: (line: string) => void): Promise<void> {
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const fail = (cause: unknown): void =>
      reject(new DbError("start-failed", `PostgreSQL did not start: ${lines.join(" ") || String(cause)}`, { cause }));
    child.once("error", fail);
    child.once("exit", fail);
    if (child.stderr === null) return;
    createInterface({ input: child.stderr }).on("line", (line) => {
      onLog(line);
      if (lines.length < 20) lines.push(line);
      if (line.includes("database system is ready to accept connections")) {
        child.removeListener("exit", fail);
        resolve();
      }
    });
  });
}

async function end(child: ChildProcess, signal: "SIGINT" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  const giveUp = setTimeout(() => child.kill("SIGQUIT"), 20_000);
  await exited;
  clearTimeout(giveUp);
}
