import { chanceAbove, tellFixed, tellSequential, type Scale, type Told } from "../estimate/compare.ts";
import type { ArmPair } from "../estimate/arm-pair.ts";
import { mannWhitney } from "../estimate/mann-whitney.ts";
import { benjaminiHochberg, holm } from "../estimate/multiple-comparisons.ts";
import type { ExperimentPlan } from "../plan/experiment-plan.ts";
import type { Metric } from "../plan/metric.ts";
import { armData, valuesByArm, type ArmData } from "./arm-data.ts";
import { armVerdict, overallVerdict } from "./arm-verdict.ts";
import { guardrailState } from "./guardrails.ts";
import { healthFaults, ratioP } from "./health.ts";
import type { Look } from "./look.ts";
import type { ArmVerdict, Comparison, Effect, GuardrailState, HealthFault, Judgement } from "./verdict.ts";

type Cell = { readonly metric: Metric; readonly arm: string; readonly data: ReturnType<typeof armData> };

/**
 * Everything that can be said of an experiment at one look, however often it is looked at. Total: whatever the observations, it neither throws nor divides
 * by 0, and every number in the answer is finite. A metric of which too little is known has no comparison.
 */
export function judgeExperiment(plan: ExperimentPlan, look: Look): Judgement {
  const others = plan.arms.slice(1);
  const cells = plan.metrics.flatMap((metric) => {
    const values = valuesByArm(plan, metric, look);
    return others.map(({ name }): Cell => ({ metric, arm: name, data: armData(plan, metric, values, name) }));
  });
  const comparisons = adjusted(
    plan,
    cells.flatMap((cell) => compared(plan, look, cell)),
  );
  const guardrails = others.flatMap((arm) =>
    plan.guardrails.flatMap((guardrail): readonly GuardrailState[] => {
      const cell = cells.find(({ metric, arm: name }) => metric.name === guardrail.metric && name === arm.name);
      if (cell === undefined) return [];
      return [guardrailState({ plan, look, guardrail, metric: cell.metric, arm, data: knownOf(cell) })];
    }),
  );
  const faults = [...healthFaults(plan, look), ...aaFaults(plan, look, comparisons)];
  const arms = others.map((arm): ArmVerdict => {
    const goal = cells.find(({ metric, arm: name }) => metric.name === plan.goal && name === arm.name);
    if (goal === undefined)
      return { arm: arm.name, verdict: "no-data", sentence: "The goal is none of the metrics; name one of them." };
    const comparison = comparisons.find(({ metric, arm: name }) => metric === plan.goal && name === arm.name) ?? null;
    const why = typeof goal.data === "string" ? goal.data : null;
    return armVerdict({
      plan,
      look,
      goal: goal.metric,
      arm,
      comparison,
      why,
      guardrails: guardrails.filter((own) => own.arm === arm.name),
      faults,
    });
  });
  return {
    overall: overallVerdict(arms, comparisons, plan),
    arms,
    comparisons,
    guardrails,
    faults,
    sampleRatioP: ratioP(plan, look),
  };
}

const knownOf = ({ data }: Cell): ArmData | null => (typeof data === "string" ? null : data);

function compared(plan: ExperimentPlan, look: Look, cell: Cell): readonly Comparison[] {
  const data = knownOf(cell);
  if (data === null) return [];
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
  const ranks = mannWhitney(valuesOf(data.control), valuesOf(data.treated), alpha);
  const comparison = {
    metric: cell.metric.name,
    arm: cell.arm,
    ...figures,
    fixed,
    sequential,
    adjustedP: sequential.p,
    ranks,
    explained,
  };
  return allFinite(comparison) ? [comparison] : [];
}

function effectOf(told: Told, pair: ArmPair, metric: Metric): Effect {
  const above = chanceAbove(pair);
  return { ...told, chanceToWin: metric.better === "higher" ? above : 1 - above };
}

/** Whether every number in it, however deep, is one. */
function allFinite(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(allFinite);
}

/** Corrects the goal over the arms, and all other comparisons among themselves. */
function adjusted(plan: ExperimentPlan, comparisons: readonly Comparison[]): readonly Comparison[] {
  const correct = plan.correction === "holm" ? holm : benjaminiHochberg;
  const families = Map.groupBy(comparisons, ({ metric }) => metric === plan.goal);
  const corrected = new Map<Comparison, number>();
  for (const family of families.values()) {
    const values = correct(family.map(({ sequential }) => sequential.p));
    for (const [index, comparison] of family.entries()) corrected.set(comparison, values[index] ?? 1);
  }
  return comparisons.map((comparison) => ({ ...comparison, adjustedP: corrected.get(comparison) ?? 1 }));
}

function aaFaults(plan: ExperimentPlan, look: Look, comparisons: readonly Comparison[]): readonly HealthFault[] {
  if (!look.aa) return [];
  const found = comparisons.filter(({ adjustedP }) => adjustedP <= plan.alpha);
  const titles = [
    ...new Set(found.map(({ metric }) => plan.metrics.find(({ name }) => name === metric)?.title ?? metric)),
  ];
  if (titles.length === 0) return [];
  const sentence = `Nothing differs between the arms yet, but ${titles.join(", ")} does: the hosts are not alike or the metric is not measured alike. Find out why before a treatment starts.`;
  return [{ code: "aa-found-something", sentence }];
}
