import { randomBytes, createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { StackError } from "./stack-error.ts";

export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../..");

/** A process by id and start time: an id alone may be somebody else's by now. */
type Remembered = { pid: number; start: string };

export type StateFolder = Disposable & {
  /** Notes a process of this run, so that the next start can end it should this one be killed. */
  remember(pid: number): void;
  readonly path: string;
  readonly logs: string;
  secret(name: string): string;
};

/** One folder per clone. Root's goes below /var/lib, since PostgreSQL's own user must be able to enter it. */
export function defaultStatePath(): string {
  const clone = createHash("sha256").update(projectRoot).digest("hex").slice(0, 10);
  const base =
    process.getuid?.() === 0
      ? "/var/lib/fleet-persona"
      : path.join(process.env.XDG_STATE_HOME ?? path.join(homedir(), ".local/state"), "fleet-persona");
  return path.join(base, clone);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function processStart(pid: number): string {
  try {
    // The name before the last bracket may hold spaces; the start time is the 20th field behind it.
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

const orphansFile = (folder: string): string => path.join(folder, "processes.json");

function remembered(folder: string): Remembered[] {
  const file = orphansFile(folder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Remembered[]) : [];
}

/** Ends what a run that was killed left behind: it would hold the ports, and an agent would go on steering. */
function endOrphans(folder: string): void {
  for (const { pid, start } of remembered(folder)) {
    if (start === "" || processStart(pid) !== start) continue;
    process.kill(-pid, "SIGKILL");
    for (let waited = 0; waited < 40 && processStart(pid) === start; waited += 1) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
  rmSync(orphansFile(folder), { force: true });
}

/** Opens (and with `reset` first empties) the state folder, and holds it against a second start. */
export function openStateFolder(folder: string, reset: boolean): StateFolder {
  const lock = path.join(folder, "lock.json");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    if (existsSync(lock)) {
      const holder = JSON.parse(readFileSync(lock, "utf8")) as { pid: number; start: string };
      if (isAlive(holder.pid) && processStart(holder.pid) === holder.start) {
        throw new StackError(
          "already-running",
          `Fleet Persona already runs from this folder (process ${holder.pid}): stop that one with Ctrl-C, or start with  --state ANOTHER_FOLDER --port 0 --gateway-port 0.`,
        );
      }
    }
    endOrphans(folder);
    if (reset) rmSync(folder, { recursive: true, force: true });
    mkdirSync(path.join(folder, "logs"), { recursive: true, mode: 0o755 });
    writeFileSync(lock, JSON.stringify({ pid: process.pid, start: processStart(process.pid) }));
  } catch (error) {
    if (error instanceof StackError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unreadable";
    throw new StackError(
      "state-unwritable",
      `The state folder ${folder} cannot be used (${code}): choose another one with  --state DIR, or forget it with  --reset.`,
    );
  }
  return {
    path: folder,
    logs: path.join(folder, "logs"),
    remember(pid) {
      writeFileSync(orphansFile(folder), JSON.stringify([...remembered(folder), { pid, start: processStart(pid) }]));
    },
    secret(name) {
      const file = path.join(folder, `${name}.secret`);
      if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 });
      return readFileSync(file, "utf8").trim();
    },
    [Symbol.dispose]: () => {
      rmSync(lock, { force: true });
      rmSync(orphansFile(folder), { force: true });
    },
  };
}
