import { z } from "zod";

const arm = z.string().min(1).max(64);
// A marker travels as a sample of the metric frames: a whole number that a float64 holds exactly.
const marker = z.int().positive();

/**
 * The arm of an experiment that a host is on. `marker` stands for fleet, experiment and arm in its metric frames, as the sample
 * `experiment_marker`. `explore`: the policy's weights are sampled every so many ms; null: its best word is taken. Since version 4.
 */
export const experimentSchema = z.strictObject({
  experimentId: z.guid(),
  arm,
  marker,
  explore: z.strictObject({ everyMs: z.int().positive().max(86_400_000) }).nullable(),
});

/** `experiment` of an assignment. */
export type Experiment = z.infer<typeof experimentSchema>;

/** `experiment` of a status: the arm that is in force, and since when on the host's clock. Since version 4. */
export const experimentStatusSchema = z.strictObject({
  experimentId: z.guid(),
  arm,
  since: z.int().nonnegative(),
});

/** `experiment` of a status. */
export type ExperimentStatus = z.infer<typeof experimentStatusSchema>;

/** `experiment` of a decision's record: the arm it was made under. Since version 4. */
export const recordedExperimentSchema = experimentSchema.omit({ explore: true });

const finite = z.number();

/**
 * `exploration` of a decision: what was drawn from the policy's weights at `at` (ms since 1970) and has been said since. A `sample` is a
 * choice's index, or a number on the unit interval of its range, not clipped. `logProbability` is natural: of a choice its probability
 * among the allowed ones, of a number its density; the whole one is their sum. `left`: what was not drawn, and why.
 */
export const explorationSchema = z.looseObject({
  everyMs: z.int().positive(),
  at: z.int().nonnegative(),
  logProbability: finite,
  samples: z.record(z.string().min(1).max(128), z.strictObject({ sample: finite, logProbability: finite })),
  left: z.record(z.string().min(1).max(128), z.string().max(64)).optional(),
});

/** `exploration` of a decision. */
export type RecordedExploration = z.infer<typeof explorationSchema>;

/** The name of the sample that says under which arm a metric frame was made; absent outside experiments. */
export const EXPERIMENT_MARKER = "experiment_marker";
