import { LearningError } from "../errors.ts";
import { progressRow } from "./learning-curve.ts";
import type { RunState } from "./run-state.ts";
import type { TrainRequest, TrainResult } from "./train-request.ts";
import type { StepReport } from "./training-step.ts";

/** What one iteration tells: the last minibatch's report, and figures of the algorithm's own. */
export type IterationReport = StepReport & { readonly measures: Readonly<Record<string, number>> };

/**
 * Iterates until the steps are done or `stop` says so; reports and checkpoints between iterations. Throws `not-finite`
 * when a loss or a weight is no number any more.
 */
export async function runTraining(
  request: Omit<TrainRequest<unknown, object>, "network" | "settings">,
  run: RunState,
  checkpointEvery: number,
  iterate: () => Promise<IterationReport>,
  save: () => Promise<Uint8Array>,
): Promise<TrainResult> {
  while (run.step < request.steps && request.stop?.() !== true) {
    const from = run.step;
    const report = await iterate();
    if (!Number.isFinite(report.loss) || !run.training.weights.every(Number.isFinite)) {
      throw new LearningError("not-finite", `loss or weights are not finite after step ${run.step}`);
    }
    const progress = progressRow(run.window, { step: run.step, ...report });
    run.curve.push(progress);
    request.onProgress?.(progress);
    const due = Math.floor(run.step / checkpointEvery) > Math.floor(from / checkpointEvery);
    if (due && request.onCheckpoint !== undefined) await request.onCheckpoint(await save());
  }
  return { weights: run.training.weights.slice(), curve: run.curve, checkpoint: await save() };
}
