import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { setPriority } from "node:os";
import { fileURLToPath } from "node:url";

/**
 * Starts a module of this package as a process of its own. It is detached from the terminal (Ctrl-C reaches only us, and we end
 * it in order) and ends by itself when the channel to us closes, so that nothing stays behind even after SIGKILL.
 */
export function startModule(module: string, args: readonly string[]): ChildProcess {
  const child = fork(fileURLToPath(new URL(module, import.meta.url)), [...args], {
    detached: true,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    execArgv: ["--disable-warning=ExperimentalWarning", "--max-semi-space-size=8"],
  });
  // An aborted start rejects elsewhere; an "error" without a listener would end us.
  child.on("error", () => undefined);
  return child;
}

/** Puts a process before ordinary ones where we may: what measures must not wait for what is measured beside it. */
export function preferProcess(child: ChildProcess): void {
  try {
    if (child.pid === undefined) return;
    setPriority(child.pid, -15);
    // Where Linux shares CPU among sessions first, a process's own priority counts within its session alone.
    if (process.platform === "linux") writeFileSync(`/proc/${child.pid}/autogroup`, "-15");
  } catch {
    // Without the right it runs like everything else.
  }
}

/** The first message, or null when the process ended, or said nothing for `timeoutMs`. */
export function firstMessage(child: ChildProcess, timeoutMs: number): Promise<unknown> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), timeoutMs);
    const settle = (value: unknown) => {
      clearTimeout(timer);
      resolve(value);
    };
    child.once("message", settle);
    child.once("exit", () => settle(null));
  });
}

/** Ends a process and waits until it is gone: SIGTERM, and SIGKILL when that is not heard. */
export async function endProcess(child: ChildProcess, patienceMs = 1_500): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const gone = once(child, "exit");
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  await gone;
  clearTimeout(timer);
}
