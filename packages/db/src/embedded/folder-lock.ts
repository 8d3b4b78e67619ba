import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { readlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DbError } from "../db-error.ts";

/**
 * Claims a folder for this process. A live claim by another process is an error; a server left behind by one that was killed
 * is stopped, and a postmaster.pid whose process is gone (or is something else by now) is removed.
 */
export async function claimFolder(folder: string, data: string): Promise<() => void> {
  const file = join(folder, "claimed-by");
  const holder = Number(read(file));
  if (holder > 0 && holder !== process.pid && isAlive(holder)) {
    throw new DbError("already-running", `Process ${holder} already runs a database in ${folder}; stop it first.`);
  }
  writeFileSync(file, String(process.pid));
  await clearLeftovers(data);
  return () => rmSync(file, { force: true });
}

/** Stops a server nobody looks after any more and forgets a stale postmaster.pid. */
export async function clearLeftovers(data: string): Promise<void> {
  const pidFile = join(data, "postmaster.pid");
  const pid = Number(read(pidFile).split("\n")[0]);
  if (pid > 0 && isAlive(pid) && runsIn(pid, data)) {
    process.kill(pid, "SIGINT");
    for (let waited = 0; waited < 10_000 && isAlive(pid); waited += 50) await sleep(50);
    if (isAlive(pid)) process.kill(pid, "SIGKILL");
  }
  rmSync(pidFile, { force: true });
}

// The server's working directory is its data directory. Where that cannot be read (no /proc), the pid has to do.
function runsIn(pid: number, data: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === data;
  } catch {
    return process.platform !== "linux";
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "";
  }
}
