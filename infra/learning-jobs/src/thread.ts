import { parentPort } from "node:worker_threads";
import type { LearningJob } from "./learning-job.ts";
import { runLearningJob } from "./run-learning-job.ts";

/** What a thread answers: the job's number, and its result or what went wrong. */
export type Answer = { readonly at: number } & ({ readonly result: unknown } | { readonly error: Error });

parentPort?.on("message", ({ at, job }: { at: number; job: LearningJob }) => {
  const say = (answer: Answer): void => parentPort?.postMessage(answer);
  runLearningJob(job).then(
    (result) => say({ at, result }),
    (error: unknown) => say({ at, error: error instanceof Error ? error : new TypeError(String(error)) }),
  );
});
