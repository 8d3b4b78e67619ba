import { setTimeout as sleep } from "node:timers/promises";
import { rolloutQueue } from "@fleet-persona/db";
import { claimRolloutItem, finishRolloutItem, isRolloutWanted, rolloutJobSchema } from "@fleet-persona/hub-core";
import type { RolloutItemKey } from "@fleet-persona/hub-core";
import type { Job, JobResult } from "pg-boss";
import type { WorkerDeps } from "../deps.ts";
import { evaluationProcess } from "./evaluation-process.ts";
import type { EvaluationLimits, EvaluationProcess } from "./evaluation-process.ts";
import type { LearningTask } from "./evaluator.ts";

export type RolloutSettings = EvaluationLimits & {
  /** Items at a time; 0: this worker takes none. */ readonly concurrency: number;
};

const askEveryMs = 2_000;
const restAfterFailedStartMs = 3_000;

/** Takes items of the queue that all workers share. Disposing kills what is at hand: another worker does it again. */
export async function workRollouts({ boss, hub, log, rollouts }: WorkerDeps): Promise<AsyncDisposable> {
  const stopping = new AbortController();
  const evaluators = Array.from({ length: rollouts.concurrency }, () => evaluationProcess(rollouts));
  const idle = [...evaluators];
  const handle = async (jobs: Job[]): Promise<JobResult[]> => {
    // As many handlers run at a time as there are evaluators.
    const evaluator = idle.pop();
    if (evaluator === undefined) throw new TypeError("There is no evaluator left for a job.");
    try {
      const results: JobResult[] = [];
      for (const job of jobs) results.push(await resultOf(job, evaluator));
      return results;
    } finally {
      idle.push(evaluator);
    }
  };
  const resultOf = async (job: Job, evaluator: EvaluationProcess): Promise<JobResult> => {
    try {
      const stop = AbortSignal.any([stopping.signal, job.signal]);
      const ended = await evaluateItem(hub, evaluator, rolloutJobSchema.parse(job.data), stop);
      return { id: job.id, status: ended ? "completed" : "failed" };
    } catch (error) {
      log.warn({ err: error, job: job.id }, "an item could not be worked on now");
      return { id: job.id, status: "failed" };
    }
  };
  if (rollouts.concurrency > 0) {
    // Two at a time, one after the other: a full fetch is followed by the next one without a pause.
    const taking = { batchSize: 2, burstWhenBatchFull: true, localConcurrency: rollouts.concurrency } as const;
    const asking = { pollingIntervalSeconds: 0.5, heartbeatRefreshSeconds: 3, perJobResults: true } as const;
    await boss.work(rolloutQueue.name, { ...taking, ...asking }, handle);
  }
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await Promise.all(evaluators.map((evaluator) => evaluator[Symbol.asyncDispose]()));
    },
  };
}

/** False when the item is to be done again. */
async function evaluateItem(
  hub: WorkerDeps["hub"],
  evaluator: EvaluationProcess,
  key: RolloutItemKey,
  stop: AbortSignal,
): Promise<boolean> {
  if (!(await isRolloutWanted(hub, key))) return true;
  // Before the item is taken: a machine that cannot start children must not use up its attempts, nor be the first to take it again.
  await evaluator.prepare(key.rolloutId).catch(async (error: unknown) => {
    await sleep(restAfterFailedStartMs, undefined, { signal: stop }).catch(() => {});
    throw error;
  });
  const work = await claimRolloutItem(hub, key);
  if (work === null) return true;
  const unwanted = new AbortController();
  const asking = setInterval(() => {
    // A database that does not answer says nothing about the batch.
    isRolloutWanted(hub, key).then(
      (wanted) => wanted || unwanted.abort(),
      () => {},
    );
  }, askEveryMs);
  try {
    // What the hub took for a fleet is one, or the simulator says in a sentence why not.
    const task = work.task as unknown as LearningTask;
    const evaluation = await evaluator.evaluate(
      key.rolloutId,
      { ...work, task },
      AbortSignal.any([stop, unwanted.signal]),
    );
    if (evaluation.kind === "stopped") return unwanted.signal.aborted;
    if (evaluation.kind === "died") throw new Error(`The child that evaluates died. ${evaluation.message}`);
    await finishRolloutItem(hub, key, evaluation);
    return true;
  } finally {
    clearInterval(asking);
  }
}
