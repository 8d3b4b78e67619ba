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
  /** Called, when all have ended, where so many in a row died young that another would as well: the port is taken, the build is broken. */
  readonly giveUp: () => void;
  readonly say: (line: string) => void;
};

/** So many processes at one port; whatever one of them tells, the others hear. */
export type Processes = {
  /** Asks all to end, ends those that do not, and resolves when none is left. */
  stop(): Promise<void>;
};

const mostDeaths = 5;
const youngMs = 10_000;

/**
 * Starts processes that share what they listen on. A connection goes to one that waits for some: one at work takes none, which
 * taking turns would not know. One that dies is replaced.
 */
export function startProcesses(options: Options): Processes {
  const { count, exec, args, execArgv, cwd, graceMs, restartMs, say, giveUp } = options;
  cluster.schedulingPolicy = cluster.SCHED_NONE;
  cluster.setupPrimary({ exec, args: [...args], execArgv: [...execArgv], cwd });
  const running = new Set<Worker>();
  const stopping = new AbortController();
  let deaths = 0;
  const start = (): void => {
    const worker = cluster.fork();
    const began = performance.now();
    running.add(worker);
    worker.on("message", (message: unknown) => {
      for (const other of running) if (other !== worker && other.isConnected()) other.send(message as object);
    });
    worker.once("exit", (code, signal) => {
      running.delete(worker);
      if (stopping.signal.aborted) return;
      deaths = performance.now() - began < youngMs ? deaths + 1 : 0;
      if (deaths < mostDeaths) void replace(worker, signal ?? `code ${code}`);
      else {
        say(`${deaths} processes in a row ended within ${youngMs / 1_000} s; what they said is above`);
        void stop().then(giveUp);
      }
    });
  };
  const replace = async (worker: Worker, how: string): Promise<void> => {
    say(`process ${worker.process.pid ?? "?"} ended (${how}); another takes its place`);
    await sleep(restartMs, undefined, { signal: stopping.signal }).catch(() => {});
    if (!stopping.signal.aborted) start();
  };
  const stop = async (): Promise<void> => {
    stopping.abort();
    const gone = [...running].map((worker) => new Promise<void>((resolve) => worker.once("exit", () => resolve())));
    for (const worker of running) worker.process.kill("SIGTERM");
    const late = setTimeout(() => {
      for (const worker of running) worker.process.kill("SIGKILL");
    }, graceMs);
    await Promise.all(gone);
    clearTimeout(late);
  };
  for (let place = 0; place < count; place += 1) start();
  return { stop };
}
