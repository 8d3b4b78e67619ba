import { trialQueue } from "@fleet-persona/db";
import { claimTrial, finishTrial, isTrialWanted, trialJobSchema, trialLimits } from "@fleet-persona/hub-core";
import type { TrialKey, TrialOutcome } from "@fleet-persona/hub-core";
import type { Job, JobResult } from "pg-boss";
import type { WorkerDeps } from "../deps.ts";
import { evaluationProcess } from "../rollouts/evaluation-process.ts";
import type { Evaluation, EvaluationLimits, EvaluationProcess } from "../rollouts/evaluation-process.ts";
import type { TrialWork } from "./run-trial.ts";
import type { TrialAnswer } from "./trial-child.ts";

/** One at a time, in a child of its own; `enabled` false: this worker takes none. */
export type TrialSettings = EvaluationLimits & { readonly enabled: boolean };

const askEveryMs = 2_000;

/** Takes trials of the queue that all workers share. Disposing kills what is at hand: another worker does it again. */
export async function workTrials({ boss, hub, log, trials }: WorkerDeps): Promise<AsyncDisposable> {
  const stopping = new AbortController();
  const child = evaluationProcess<TrialWork>(trials);
  const handle = async ([job]: Job[]): Promise<JobResult[]> => {
    if (job === undefined) return [];
    try {
      const stop = AbortSignal.any([stopping.signal, job.signal]);
      const ended = await tryOut(hub, child, trialJobSchema.parse(job.data), stop);
      return [{ id: job.id, status: ended ? "completed" : "failed" }];
    } catch (error) {
      log.warn({ err: error, job: job.id }, "a trial could not be worked on now");
      return [{ id: job.id, status: "failed" }];
    }
  };
  if (trials.enabled) {
    const asking = { pollingIntervalSeconds: 0.5, heartbeatRefreshSeconds: 3, perJobResults: true } as const;
    await boss.work(trialQueue.name, { batchSize: 1, ...asking }, handle);
  }
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await child[Symbol.asyncDispose]();
    },
  };
}

/** False when the trial is to be done again. */
async function tryOut(
  hub: WorkerDeps["hub"],
  child: EvaluationProcess<TrialWork>,
  key: TrialKey,
  stop: AbortSignal,
): Promise<boolean> {
  if (!(await isTrialWanted(hub, key))) return true;
  // Each trial runs in a process of its own: one tenant's recording never lies beside another's.
  await child.prepare(key.trialId);
  const material = await claimTrial(hub, key);
  if (material === null) return true;
  const unwanted = new AbortController();
  const asking = setInterval(() => {
    isTrialWanted(hub, key).then(
      (wanted) => wanted || unwanted.abort(),
      () => {},
    );
  }, askEveryMs);
  try {
    const work = { material, estimateMinutes: trialLimits.estimateMinutes };
    const evaluation = await child.evaluate(key.trialId, work, AbortSignal.any([stop, unwanted.signal]));
    if (evaluation.kind === "stopped") return unwanted.signal.aborted;
    if (evaluation.kind === "died") throw new Error(`The child that tries out died. ${evaluation.message}`);
    await finishTrial(hub, key, outcomeOf(evaluation));
    return true;
  } finally {
    clearInterval(asking);
  }
}

function outcomeOf(evaluation: Extract<Evaluation, { kind: "done" | "failed" }>): TrialOutcome {
  if (evaluation.kind === "failed") {
    const { code, message } = evaluation;
    return {
      kind: "failed",
      code: code === "out-of-time" || code === "out-of-memory" ? code : "trial-failed",
      message,
    };
  }
  const answer = evaluation.result as TrialAnswer;
  return answer.kind === "report" ? { kind: "done", report: answer.report } : { ...answer, kind: "failed" };
}
