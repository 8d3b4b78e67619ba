import type { TaskDescription } from "@fleet-persona/learning";
import type { JobRunner } from "@fleet-persona/learning-jobs";
import type { Progress } from "../progress/progress.ts";
import type { Project } from "../project/project-schema.ts";
import type { CurveRow } from "./curve.ts";
import type { RunFile } from "./run-file.ts";

/** What every way of training is given. */
export type Training = {
  readonly task: TaskDescription;
  readonly project: Project;
  readonly plan: {
    readonly seed: number;
    readonly steps: number;
    readonly from: { readonly weights: Float32Array } | null;
  };
  /** What to go on from. */
  readonly resume: RunFile | null;
  readonly runner: JobRunner;
  readonly progress: Progress;
  /** Keeps a checkpoint. */
  readonly keep: (payload: Uint8Array, curve: readonly CurveRow[]) => void;
  readonly stopped: () => boolean;
  readonly signal: AbortSignal;
};

/** What training gave. */
export type Trained = {
  readonly weights: Float32Array;
  readonly curve: readonly CurveRow[];
  /** False: it was stopped on the way. */
  readonly ended: boolean;
  /** Settings that were bred along with the weights. */
  readonly bred?: Pick<TaskDescription, "adaptation" | "triggers">;
};
