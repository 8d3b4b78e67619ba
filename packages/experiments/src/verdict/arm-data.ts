import { differenceVariance, type ArmPair } from "../estimate/arm-pair.ts";
import { adjustByPast } from "../estimate/cuped.ts";
import { sampleOf } from "../estimate/sample.ts";
import { unitValues, type UnitValue } from "../estimate/unit-values.ts";
import { winsorise } from "../estimate/winsorise.ts";
import type { ExperimentPlan } from "../plan/experiment-plan.ts";
import type { Metric } from "../plan/metric.ts";
import type { Look } from "./look.ts";
import type { ArmFigure } from "./verdict.ts";

/** Fewer units an arm than this say nothing: the spread between them is not known. */
export const LEAST_UNITS = 4;

/** Units' values of one metric by arm, winsorised as declared. */
export type MetricValues = ReadonlyMap<string, readonly UnitValue[]>;

export function valuesByArm(plan: ExperimentPlan, metric: Metric, look: Look): MetricValues {
  const names = new Set(plan.arms.map(({ name }) => name));
  const known = look.observations.filter(({ arm }) => names.has(arm));
  const values = winsorise(metric, unitValues(metric, known));
  const past = plan.preS > 0 && plan.design.kind === "hosts";
  return Map.groupBy(past ? values : values.map((unit) => ({ ...unit, before: null })), ({ arm }) => arm);
}

/** Why a comparison cannot be made. */
export type Lack = "too-few" | "few-clusters" | "out-of-range";

export type ArmData = {
  readonly control: readonly UnitValue[];
  readonly treated: readonly UnitValue[];
  readonly pair: ArmPair;
  readonly explained: number | null;
  readonly figures: { readonly control: ArmFigure; readonly treated: ArmFigure };
};

/** The two arms of one comparison; a word on why not where there is too little, or figures too large to reckon with. */
export function armData(plan: ExperimentPlan, metric: Metric, values: MetricValues, arm: string): ArmData | Lack {
  const all = [values.get(plan.arms[0]?.name ?? "") ?? [], values.get(arm) ?? []] as const;
  const [control, treated] = plan.design.kind === "switchback" ? completeSets(...all) : all;
  if (control.length < LEAST_UNITS || treated.length < LEAST_UNITS) return "too-few";
  const { pair, explained } = adjustByPast(control, treated);
  const floored = withFloor(metric, pair, control, treated);
  const figures = { control: figureOfArm(control), treated: figureOfArm(treated) };
  const numbers = [
    ...Object.values(floored).filter((value) => typeof value === "number"),
    ...Object.values(floored.steady),
    ...Object.values(figures).flatMap((figure) => Object.values(figure)),
  ];
  if (!numbers.every((value) => Number.isFinite(value) && Math.abs(value) < 1e150)) return "out-of-range";
  if (lostDigits(control) || lostDigits(treated)) return "out-of-range";
  if (!(floored.df >= 1 && floored.steady.df > 2)) return "few-clusters";
  return { control, treated, pair: floored, explained, figures };
}

/** Figures so small, or so near to each other beside their size, that their squares vanish: they would pass as known for certain. */
function lostDigits(units: readonly UnitValue[]): boolean {
  const differ = units.some(({ value }) => value !== units[0]?.value);
  return differ && !(sampleOf(units.map(({ value }) => value)).variance > 1e-300);
}

/** Of a switchback only sets of blocks in which both arms were seen: what a day does to all blocks of a set then falls out. */
function completeSets(
  control: readonly UnitValue[],
  treated: readonly UnitValue[],
): readonly [readonly UnitValue[], readonly UnitValue[]] {
  const seen = (units: readonly UnitValue[]): ReadonlySet<string | null> =>
    new Set(units.map(({ cluster }) => cluster));
  const [inControl, inTreated] = [seen(control), seen(treated)];
  const both = ({ cluster }: UnitValue): boolean =>
    cluster === null || (inControl.has(cluster) && inTreated.has(cluster));
  return [control.filter(both), treated.filter(both)];
}

// A share that was the same in every unit is known to one frame of an arm, not for certain: what was never seen in N frames may be as rare as 1 / N.
function withFloor(
  metric: Metric,
  pair: ArmPair,
  control: readonly UnitValue[],
  treated: readonly UnitValue[],
): ArmPair {
  if (metric.measure.kind !== "share" || differenceVariance(pair) > 0) return pair;
  const floor = (units: readonly UnitValue[]): number =>
    1 /
    Math.max(
      1,
      units.reduce((sum, { frames }) => sum + frames, 0),
    ) **
      2;
  return { ...pair, controlVariance: floor(control), treatedVariance: floor(treated), covariance: 0 };
}

function figureOfArm(units: readonly UnitValue[]): ArmFigure {
  const { n, mean, variance } = sampleOf(units.map(({ value }) => value));
  return { units: n, mean, standardDeviation: Math.sqrt(variance) };
}
