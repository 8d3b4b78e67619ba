import type { LearningJob } from "./learning-job.ts";
import { runLearningJob, type LearningResult } from "./run-learning-job.ts";

/** Where jobs are done. Answers come in the order of the jobs, however many did them. */
export interface JobRunner extends AsyncDisposable {
  run<Kind extends LearningJob["kind"]>(
    jobs: readonly Extract<LearningJob, { readonly kind: Kind }>[],
    options?: RunOptions,
  ): Promise<readonly LearningResult<Kind>[]>;
}

export type RunOptions = {
  readonly onDone?: (done: number) => void;
  /** Aborted: no further job is begun, and the run rejects with the signal's reason. */
  readonly signal?: AbortSignal;
};

/** One after the other in this process. */
export const runHere: JobRunner = {
  async run(jobs, { onDone, signal } = {}) {
    const results = [];
    for (const job of jobs) {
      signal?.throwIfAborted();
      results.push(await runLearningJob(job));
      onDone?.(results.length);
      // So that a person's Ctrl-C is heard between two jobs that never wait for anything.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return results as never;
  },
  [Symbol.asyncDispose]: () => Promise.resolve(),
};
