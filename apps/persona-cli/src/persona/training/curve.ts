import type { TrainProgress } from "@fleet-persona/learning";
import type { Moment } from "../progress/progress.ts";

/** A row of a learning curve, as it is kept and drawn. */
export type CurveRow = Readonly<Record<string, number>>;

/** What a reinforcement learning run says of itself, as a row; figures that are not there yet are left out. */
export function curveRow({ step, meanReturn, info, loss, measures }: TrainProgress): CurveRow {
  return finiteOf({ step, reward: meanReturn ?? Number.NaN, ...info, loss, ...measures });
}

/** The rows before and after a run was resumed, each step once. */
export function joined(before: readonly CurveRow[], after: readonly CurveRow[]): CurveRow[] {
  const first = after[0]?.["step"] ?? Number.POSITIVE_INFINITY;
  return [...before.filter(({ step = 0 }) => step < first), ...after];
}

/** Reward, breaches and cost in words, with where the reward is going. */
export function figuresOf(rows: readonly CurveRow[]): string[] {
  const row = rows.at(-1) ?? {};
  const earlier = rows.at(-6)?.["reward"];
  const { reward, breach, cost, trainingLoss, validationLoss } = row;
  return [
    ...(reward === undefined ? [] : [`reward ${reward.toFixed(1)} ${arrow(reward, earlier)}`.trimEnd()]),
    ...(breach === undefined ? [] : [`in breach ${(100 * breach).toFixed(1)} %`]),
    ...(cost === undefined ? [] : [`cost ${cost.toFixed(3)}/s`]),
    ...(trainingLoss === undefined ? [] : [`loss ${trainingLoss.toFixed(3)}`]),
    ...(validationLoss === undefined ? [] : [`held out ${validationLoss.toFixed(3)}`]),
  ];
}

/** A moment of training for the progress line. */
export function trainingMoment(task: string, rows: readonly CurveRow[], of: number, unit = "decisions"): Moment {
  const row = rows.at(-1) ?? {};
  return { task, done: row["step"] ?? 0, of, unit, figures: figuresOf(rows), event: { ...row } };
}

function arrow(now: number, before: number | undefined): string {
  if (before === undefined) return "";
  const change = (now - before) / Math.max(1, Math.abs(before));
  return change > 0.01 ? "↗" : change < -0.01 ? "↘" : "→";
}

function finiteOf(row: Readonly<Record<string, number>>): CurveRow {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => Number.isFinite(value)));
}
