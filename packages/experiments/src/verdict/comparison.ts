import { differenceVariance, type ArmPair } from "../estimate/arm-pair.ts";
import { bayesianEffect } from "../estimate/bayesian-effect.ts";
import { chanceAbove, tellFixed, tellSequential, type Scale, type Told } from "../estimate/compare.ts";
import { cohensD } from "../estimate/effect-size.ts";
import { mannWhitney } from "../estimate/mann-whitney.ts";
import type { ExperimentPlan } from "../plan/experiment-plan.ts";
import type { Metric } from "../plan/metric.ts";
import type { ArmData } from "./arm-data.ts";
import type { Look } from "./look.ts";
import type { Comparison, Effect } from "./verdict.ts";

type Compared = { readonly metric: Metric; readonly arm: string; readonly data: ArmData };

/** Everything one metric of one arm comes to; none where a number of it would not be finite. Not yet corrected for other comparisons. */
export function compared(plan: ExperimentPlan, look: Look, cell: Compared): Comparison | null {
  const { data } = cell;
  const { pair, figures, explained } = data;
  // The goal's intervals hold for all arms together; other metrics' each for itself.
  const alpha = cell.metric.name === plan.goal ? plan.alpha / (plan.arms.length - 1) : plan.alpha;
  const scale: Scale = {
    effect: plan.minimumEffect,
    kind: "relative",
    alpha,
    power: plan.power,
    timeShare: look.elapsedS / plan.maxS,
  };
  const sequential = effectOf(tellSequential(pair, scale, alpha), pair, cell.metric);
  const fixed = effectOf(tellFixed(pair, alpha), pair, cell.metric);
  const valuesOf = (units: ArmData["control"]): readonly number[] => units.map(({ value }) => value);
  const [control, treated] = [valuesOf(data.control), valuesOf(data.treated)];
  const comparison = {
    metric: cell.metric.name,
    arm: cell.arm,
    ...figures,
    fixed,
    sequential,
    adjustedP: sequential.p,
    ranks: mannWhitney(control, treated, alpha),
    explained,
    effectSize: cohensD(control, treated),
  };
  return allFinite(comparison) ? comparison : null;
}

function effectOf(told: Told, pair: ArmPair, metric: Metric): Effect {
  const above = chanceAbove(pair);
  const gain = metric.better === "higher" ? told.absolute.estimate : -told.absolute.estimate;
  const error = Math.sqrt(differenceVariance(pair));
  const risk = error > 0 ? bayesianEffect(gain, error).riskOfTreated : Math.max(0, -gain);
  return { ...told, chanceToWin: metric.better === "higher" ? above : 1 - above, risk };
}

/** Whether every number in it, however deep, is one. */
function allFinite(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(allFinite);
}
