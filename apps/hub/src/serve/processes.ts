import cluster from "node:cluster";
import type { Worker } from "node:cluster";
import { setTimeout as sleep } from "node:timers/promises";

type Options = {
  readonly count: number;
  /** The script of each, with its arguments and the flags of its Node. */
  readonly exec: string;
  readonly args: readonly string[];
  readonly execArgv: readonly string[];
  readonly cwd: string;
  /** How long one is waited for that was asked to end. */
  readonly graceMs: number;
  /** How long one that died is left before another takes its place. */
  readonly restartMs: number;
  readonly say: (line: string) => void;
};

/** So many processes at one port; whatever one of them tells, the others hear. */
export type Processes = {
  /** Asks all to end, ends those that do not, and resolves when none is left. */
  stop(): Promise<void>;
};

/**
 * Starts processes that share what they listen on. A connection goes to one that waits for some: one at work takes none, which
 * taking turns would not know. One that dies is replaced.
 */
export function startProcesses(options: Options): Processes {
  const { count, exec, args, execArgv, cwd, graceMs, restartMs, say } = options;
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({ exec, args: [...args], execArgv: [...execArgv], cwd });
  const running = new Set<Worker>();
  const stopping = new AbortController();
  const start = (): void => {
    const worker = cluster.fork();
    running.add(worker);
    worker.on("message", (message: unknown) => {
      for (const other of running) if (other !== worker && other.isConnected()) other.send(message as object);
    });
    worker.once("exit", (code, signal) => {
      running.delete(worker);
      if (!stopping.signal.aborted) void replace(worker, signal ?? `code ${code}`);
    });
  };
  const replace = async (worker: Worker, how: string): Promise<void> => {
    say(`process ${worker.process.pid ?? "?"} ended (${how}); another takes its place`);
    await sleep(restartMs, undefined, { signal: stopping.signal }).catch(() => {});
    if (!stopping.signal.aborted) start();
  };
  for (let place = 0; place < count; place += 1) start();
  return {
    async stop() {
      stopping.abort();
      const gone = [...running].map((worker) => new Promise<void>((resolve) => worker.once("exit", () => resolve())));
      for (const worker of running) worker.process.kill("SIGTERM");
      const late = setTimeout(() => {
        for (const worker of running) worker.process.kill("SIGKILL");
      }, graceMs);
      await Promise.all(gone);
      clearTimeout(late);
    },
  };
}
