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
  new Worker(watchParent, { eval: true }).unref();
  process.on("disconnect", () => process.exit(0));
  let evaluate: Promise<Evaluate> | undefined;
  process.on("message", (message) => {
    const work = message as Work;
    evaluate ??= evaluator(work.task);
    void answer(evaluate, work);
  });
  say({ kind: "ready" });
}

async function answer(evaluate: Promise<Evaluate>, { genome, seeds }: Work): Promise<void> {
  try {
    say({ kind: "done", result: await (await evaluate)(genome, seeds) });
  } catch (error) {
    say({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
  }
}

function say(message: ChildMessage): void {
  process.send?.(message);
}
