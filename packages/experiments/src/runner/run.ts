import { z } from "zod";

/** Where an experiment is. The last four are ends. `paused` hosts run the control and nothing is measured. */
export const EXPERIMENT_STATUSES = [
  "draft",
  "aa",
  "running",
  "confirming",
  "awaiting-promotion",
  "holdout",
  "paused",
  "promoted",
  "concluded",
  "rolled-back",
  "stopped",
] as const;
export const experimentStatusSchema = z.enum(EXPERIMENT_STATUSES);
export type ExperimentStatus = z.output<typeof experimentStatusSchema>;

const instant = z.number();
const openStatus = z.enum(["aa", "running", "confirming", "awaiting-promotion", "holdout"]);

/**
 * A stretch of the run whose units are compared with each other and with nothing else: a step of the ramp, the confirmation. Figures
 * begin anew with it, because shares and load differ between stages. `heldMs`: how long of it was paused.
 */
export const stageSchema = z.strictObject({
  kind: z.enum(["aa", "ramp", "confirm", "holdout"]),
  /** Counts from 1 over the whole run; totals are kept under it. */
  number: z.int().min(1),
  /** Of a ramp: the step's place in the plan and its share, per cent. */
  step: z.int().min(0),
  percent: z.number(),
  since: instant,
  heldMs: z.number().min(0),
});
export type Stage = z.output<typeof stageSchema>;

/** The stretch of time that a switchback is in. `late`: it began after its time. */
export const blockSchema = z.strictObject({
  unit: z.string(),
  index: z.int().min(0),
  arm: z.string(),
  from: instant,
  until: instant,
});
export type RunBlock = z.output<typeof blockSchema>;

/** Where the state machine is: all that a worker needs to go on where another one died. Instants are ms since 1970. */
export const runSchema = z.strictObject({
  status: experimentStatusSchema,
  stage: stageSchema.nullable(),
  /** Measured time of the stages of this kind that are over, ms. */
  spentMs: z.number().min(0),
  /** How long the running part may measure in all, ms; grows when somebody goes on after an inconclusive end. */
  allowedMs: z.number().min(0),
  /** Arms that were taken out by a guardrail or a verdict while others went on. */
  dropped: z.array(z.string()),
  winner: z.string().nullable(),
  pause: z
    .strictObject({
      at: instant,
      code: z.string(),
      sentence: z.string(),
      back: openStatus,
      /** Goes on by itself when what held it is over. */
      auto: z.boolean(),
    })
    .nullable(),
  /** Of a switchback: when its blocks began to count, how often that was, and the one it is in. */
  blocks: z.strictObject({ from: instant, series: z.int().min(0), current: blockSchema.nullable() }).nullable(),
  end: z.strictObject({ at: instant, code: z.string(), sentence: z.string() }).nullable(),
});
export type Run = z.output<typeof runSchema>;

/** A host as it was dealt. The arm never changes; what it carries now says `carriedBy`. */
export const hostUnitSchema = z.strictObject({
  /** Null: of a switchback, which takes every arm in its turn. */
  arm: z.string().nullable(),
  /** Its turn on the ramp among the hosts of its arm, from 0. */
  place: z.int().min(0),
  enrolledAt: instant,
  /** When it first was on another arm than the control, and stayed on the ramp. */
  treatedAt: instant.nullable(),
  /** The arm it takes in the confirmation; null: it takes no part. */
  confirms: z.string().nullable(),
  /** Stays on the control after a promotion. */
  heldOut: z.boolean(),
  leftAt: instant.nullable(),
});
export type HostUnit = z.output<typeof hostUnitSchema>;

export const ENDS = ["promoted", "concluded", "rolled-back", "stopped"] as const;

/** Whether an experiment is over. */
export function hasEnded(status: ExperimentStatus): boolean {
  return (ENDS as readonly string[]).includes(status);
}

/** Whether it holds its fleet. */
export function isOpen(status: ExperimentStatus): boolean {
  return status !== "draft" && !hasEnded(status);
}
