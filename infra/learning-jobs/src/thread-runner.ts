import { Worker } from "node:worker_threads";
import type { JobRunner, RunOptions } from "./job-runner.ts";
import type { LearningJob } from "./learning-job.ts";
import type { Answer } from "./thread.ts";

// Beside this file: as source, or as what a bundler made of it.
const THREAD = new URL(import.meta.url.endsWith(".ts") ? "./thread.ts" : "./thread.mjs", import.meta.url);

/** Jobs on so many threads of this process; each takes the next job when it is free. */
export function threadRunner(count: number): JobRunner {
  const threads = Array.from({ length: count }, () => new Worker(THREAD));
  return {
    run: (jobs, options) => spread(threads, jobs, options) as never,
    async [Symbol.asyncDispose]() {
      await Promise.all(threads.map((thread) => thread.terminate()));
    },
  };
}

async function spread(
  threads: readonly Worker[],
  jobs: readonly LearningJob[],
  { onDone, signal }: RunOptions = {},
): Promise<unknown[]> {
  const results: unknown[] = Array.from({ length: jobs.length });
  let next = 0;
  let done = 0;
  const work = async (thread: Worker): Promise<void> => {
    while (next < jobs.length) {
      signal?.throwIfAborted();
      const at = next;
      next += 1;
      results[at] = await ask(thread, at, jobs[at] as LearningJob);
      done += 1;
      onDone?.(done);
    }
  };
  await Promise.all(threads.map(work));
  return results;
}

function ask(thread: Worker, at: number, job: LearningJob): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const settle = (then: () => void): void => {
      thread.off("message", onMessage);
      thread.off("error", onError);
      then();
    };
    const onMessage = (answer: Answer): void =>
      settle(() => ("error" in answer ? reject(answer.error) : resolve(answer.result)));
    const onError = (error: Error): void => settle(() => reject(error));
    thread.on("message", onMessage);
    thread.on("error", onError);
    thread.postMessage({ at, job });
  });
}
