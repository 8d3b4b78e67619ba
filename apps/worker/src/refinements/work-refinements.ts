import { refinementQueue } from "@fleet-persona/db";
import {
  claimRefinement,
  finishRefinement,
  isRefinementWanted,
  refinementJobSchema,
  refinementLimits,
  tellRefinementProgress,
} from "@fleet-persona/hub-core";
import type { RefinementKey, RefinementMaterial, RefinementOutcome } from "@fleet-persona/hub-core";
import type { Job, JobResult } from "pg-boss";
import type { WorkerDeps } from "../deps.ts";
import { evaluationProcess } from "../rollouts/evaluation-process.ts";
import type { Evaluation, EvaluationLimits, EvaluationProcess } from "../rollouts/evaluation-process.ts";
import type { RefinementAnswer, RefinementWork } from "./run-refinement.ts";

/** One at a time, in a child of its own; `enabled` false: this worker takes none. */
export type RefinementWorkSettings = EvaluationLimits & { readonly enabled: boolean };

const askEveryMs = 2_000;

/** Takes refinements of the queue that all workers share. Disposing kills what is at hand: another worker does it again. */
export async function workRefinements({ boss, hub, log, refinements }: WorkerDeps): Promise<AsyncDisposable> {
  const stopping = new AbortController();
  const child = evaluationProcess<RefinementWork>(refinements);
  const handle = async ([job]: Job[]): Promise<JobResult[]> => {
    if (job === undefined) return [];
    try {
      const stop = AbortSignal.any([stopping.signal, job.signal]);
      const ended = await workOut(hub, child, refinementJobSchema.parse(job.data), stop);
      return [{ id: job.id, status: ended ? "completed" : "failed" }];
    } catch (error) {
      log.warn({ err: error, job: job.id }, "a refinement could not be worked on now");
      return [{ id: job.id, status: "failed" }];
    }
  };
  if (refinements.enabled) {
    const asking = { pollingIntervalSeconds: 0.5, heartbeatRefreshSeconds: 3, perJobResults: true } as const;
    await boss.work(refinementQueue.name, { batchSize: 1, ...asking }, handle);
  }
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await child[Symbol.asyncDispose]();
    },
  };
}

/** False when the refinement is to be done again. */
async function workOut(
  hub: WorkerDeps["hub"],
  child: EvaluationProcess<RefinementWork>,
  key: RefinementKey,
  stop: AbortSignal,
): Promise<boolean> {
  if (!(await isRefinementWanted(hub, key))) return true;
  // Each in a process of its own: what one author's tenants told never lies beside another's.
  await child.prepare(key.refinementId);
  const material = await claimRefinement(hub, key);
  if (material === null) return true;
  await tellRefinementProgress(hub, key, sayLearning(material));
  const unwanted = new AbortController();
  const asking = setInterval(() => {
    isRefinementWanted(hub, key).then(
      (wanted) => wanted || unwanted.abort(),
      () => {},
    );
  }, askEveryMs);
  try {
    const work = { material, leastSteps: refinementLimits.leastSteps };
    const evaluation = await child.evaluate(key.refinementId, work, AbortSignal.any([stop, unwanted.signal]));
    if (evaluation.kind === "stopped") return unwanted.signal.aborted;
    if (evaluation.kind === "died") throw new Error(`The child that refines died. ${evaluation.message}`);
    await finishRefinement(hub, key, outcomeOf(evaluation));
    return true;
  } finally {
    clearInterval(asking);
  }
}

function sayLearning({ journals: { hosts } }: RefinementMaterial): string {
  const decisions = hosts.reduce((sum, host) => sum + host.decisions.length, 0);
  return `Learning from ${decisions} decisions of ${hosts.length} ${hosts.length === 1 ? "host" : "hosts"}`;
}

function outcomeOf(evaluation: Extract<Evaluation, { kind: "done" | "failed" }>): RefinementOutcome {
  if (evaluation.kind === "failed") {
    const { code, message } = evaluation;
    const known = code === "out-of-time" || code === "out-of-memory";
    return { kind: "failed", code: known ? code : "refinement-failed", message };
  }
  const answer = evaluation.result as RefinementAnswer;
  if (answer.kind === "candidate") return { ...answer, kind: "done" };
  return { ...answer, kind: "failed" };
}
