import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A worker in a process of its own; disposing ends it as a deployment would, `kill` as a power cut would. */
export type WorkerProcess = AsyncDisposable & { kill(): Promise<void>; children(): number[] };

const probe = new URL("probe-worker.fixture.ts", import.meta.url);

/** Starts a worker whose children are the probe's, or another entry, and waits until it says that it is up. */
export async function startWorkerProcess(
  databaseUrl: string,
  env: Record<string, string> = {},
  entry: URL = probe,
): Promise<WorkerProcess> {
  // What a killed one cannot clear away goes with this folder.
  const folder = await mkdtemp(join(tmpdir(), "fleet-persona-worker-"));
  const child = spawn(process.execPath, [fileURLToPath(entry)], {
    env: { TMPDIR: folder, PATH: process.env["PATH"], DATABASE_URL: databaseUrl, LOG_LEVEL: "silent", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  return {
    kill: () => end("SIGKILL"),
    // Linux only: elsewhere there is nothing to look at.
    children: () => {
      const { pid = 0 } = child;
      const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
      return text
        .trim()
        .split(" ")
        .filter((word) => word !== "")
        .map(Number);
    },
    [Symbol.asyncDispose]: () => end("SIGTERM"),
  };
}
