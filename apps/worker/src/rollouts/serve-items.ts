import { Worker } from "node:worker_threads";
import type { ChildMessage, Evaluate, Evaluator, Work } from "./evaluator.ts";

// Runs beside an evaluation that may never come back: without its worker this process has nobody to stop it.
const watchParent = `
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  }, 1000);
`;

/** The life of a child: answers each item that its parent sends, all of one task, and ends with it. */
export function serveItems(evaluator: Evaluator): void {
  let evaluate: Promise<Evaluate> | undefined;
  serveWork(async (message) => {
    const { task, genome, seeds } = message as Work;
    evaluate ??= evaluator(task);
    return (await evaluate)(genome, seeds);
  });
}

/** Answers each piece of work that the parent sends, and ends with it. What `work` throws is the piece's failure. */
export function serveWork(work: (message: unknown) => Promise<unknown>): void {
  new Worker(watchParent, { eval: true }).unref();
  process.on("disconnect", () => process.exit(0));
  process.on("message", (message) => void answer(work(message)));
  say({ kind: "ready" });
}

async function answer(result: Promise<unknown>): Promise<void> {
  try {
    say({ kind: "done", result: await result });
  } catch (error) {
    say({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

function say(message: ChildMessage): void {
  process.send?.(message);
}
