import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RolloutOutcome } from "@fleet-persona/hub-core";
import { residentBytes } from "./child-memory.ts";
import type { ChildMessage, Work } from "./evaluator.ts";

export type EvaluationLimits = {
  /** The module that a child runs. */
  readonly child: URL;
  /** Wall-clock time for one item, ms. */
  readonly timeLimitMs: number;
  readonly memoryMb: number;
  /** The child runs no stranger's model itself: it starts the gate's sandbox for that, and may. */
  readonly startsSandbox?: boolean;
};

/** What became of an item; `stopped` when the caller's signal came first, `died` when the child ended for no reason of its own. */
export type Evaluation =
  | RolloutOutcome
  | { readonly kind: "stopped" }
  | { readonly kind: "died"; readonly message: string };

/** One child at a time that evaluates items of one batch after the other, and can be killed at any moment. */
export type EvaluationProcess<W = Work> = AsyncDisposable & {
  /** Sees to it that a child for the batch is there; rejects when none can be started. */
  prepare(batch: string): Promise<void>;
  evaluate(batch: string, work: W, signal: AbortSignal): Promise<Evaluation>;
};

const startLimitMs = 60_000;
const lookEveryMs = 250;
const idleLimitMs = 30_000;

type Running = { readonly batch: string; readonly child: ChildProcess; readonly ended: Promise<string> };

/** Nothing is started before the first item. A batch never shares a process with another one. */
export function evaluationProcess<W extends object = Work>(limits: EvaluationLimits): EvaluationProcess<W> {
  let running: Running | null = null;
  let idle: NodeJS.Timeout | undefined;
  const end = async (): Promise<void> => {
    const ending = running;
    running = null;
    ending?.child.kill("SIGKILL");
    await ending?.ended;
  };
  const runningFor = async (batch: string): Promise<Running> => {
    clearTimeout(idle);
    if (running?.batch !== batch || running.child.exitCode !== null || running.child.signalCode !== null) await end();
    running ??= await start(limits, batch);
    return running;
  };
  return {
    prepare: async (batch) => {
      await runningFor(batch);
      idle = setTimeout(() => void end(), idleLimitMs).unref();
    },
    evaluate: async (batch, work, signal) => {
      const evaluation = await supervise(limits, await runningFor(batch), work, signal);
      if (evaluation.kind !== "done" && !isOwnFailure(evaluation)) await end();
      idle = setTimeout(() => void end(), idleLimitMs).unref();
      return evaluation;
    },
    [Symbol.asyncDispose]: () => {
      clearTimeout(idle);
      return end();
    },
  };
}

// What the evaluator itself refused leaves the child as good as before.
function isOwnFailure(evaluation: Evaluation): boolean {
  return evaluation.kind === "failed" && evaluation.code === "evaluation-failed";
}

async function start(
  { child: module, memoryMb, startsSandbox = false }: EvaluationLimits,
  batch: string,
): Promise<Running> {
  const child = fork(module, {
    // No secret of the worker's, and of its own accord no file to write and no program to start: what it gets is what it is sent.
    env: {},
    cwd: "/",
    execArgv: [
      "--permission",
      "--allow-fs-read=*",
      "--allow-worker",
      "--allow-addons",
      ...(startsSandbox ? ["--allow-child-process", `--allow-fs-write=${join(tmpdir(), "*")}`] : []),
      `--max-old-space-size=${memoryMb}`,
    ],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  let last = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    last = (last + text).slice(-4_000);
  });
  const ended = new Promise<string>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", () => resolve(last));
  });
  const ready = new Promise<"ready">((resolve) => {
    child.once("message", () => resolve("ready"));
  });
  const late = setTimeout(() => child.kill("SIGKILL"), startLimitMs);
  const first = await Promise.race([ready, ended]);
  clearTimeout(late);
  if (first !== "ready") throw new Error(`The child that evaluates did not start: ${first.trim().slice(0, 500)}`);
  return { batch, child, ended };
}

async function supervise(
  { timeLimitMs, memoryMb }: EvaluationLimits,
  { child, ended }: Running,
  work: object,
  signal: AbortSignal,
): Promise<Evaluation> {
  let verdict: Evaluation | null = signal.aborted ? { kind: "stopped" } : null;
  const kill = (because: Evaluation): void => {
    verdict ??= because;
    child.kill("SIGKILL");
  };
  const stop = (): void => kill({ kind: "stopped" });
  signal.addEventListener("abort", stop, { once: true });
  const clock = setTimeout(() => kill(outOfTime(timeLimitMs)), timeLimitMs);
  const look = setInterval(() => {
    if ((residentBytes(child.pid ?? 0) ?? 0) > memoryMb * 1_048_576) kill(outOfMemory(memoryMb));
  }, lookEveryMs);
  const told = new Promise<ChildMessage>((resolve) => {
    child.once("message", (message) => resolve(message as ChildMessage));
  });
  try {
    if (verdict === null) child.send(work);
    else child.kill("SIGKILL");
    const first = await Promise.race([told, ended]);
    if (verdict !== null) return verdict;
    return typeof first === "string" ? verdictOf(first, memoryMb) : outcomeOf(first);
  } finally {
    signal.removeEventListener("abort", stop);
    clearTimeout(clock);
    clearInterval(look);
  }
}

function outcomeOf(message: ChildMessage): Evaluation {
  if (message.kind === "done") return { kind: "done", result: message.result };
  if (message.kind === "failed") return { kind: "failed", code: "evaluation-failed", message: message.message };
  return { kind: "died", message: "The child spoke out of turn." };
}

function verdictOf(lastWords: string, memoryMb: number): Evaluation {
  if (lastWords.includes("heap out of memory")) return outOfMemory(memoryMb);
  return { kind: "died", message: lastWords.trim().slice(-500) };
}

function outOfTime(timeLimitMs: number): Evaluation {
  return { kind: "failed", code: "out-of-time", message: `It took more than ${timeLimitMs / 1_000} s.` };
}

function outOfMemory(memoryMb: number): Evaluation {
  return { kind: "failed", code: "out-of-memory", message: `It took more than ${memoryMb} MiB of memory.` };
}
