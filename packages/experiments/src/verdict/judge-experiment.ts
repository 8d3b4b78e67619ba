import { benjaminiHochberg, holm } from "../estimate/multiple-comparisons.ts";
import type { ExperimentPlan } from "../plan/experiment-plan.ts";
import type { Metric } from "../plan/metric.ts";
import { armData, valuesByArm, type ArmData } from "./arm-data.ts";
import { compared } from "./comparison.ts";
import { armVerdict, overallVerdict } from "./arm-verdict.ts";
import { guardrailState } from "./guardrails.ts";
import { healthFaults, ratioP } from "./health.ts";
import type { Look } from "./look.ts";
import { tidyLook } from "./tidy-look.ts";
import type { ArmVerdict, Comparison, GuardrailState, HealthFault, Judgement } from "./verdict.ts";

type Cell = { readonly metric: Metric; readonly arm: string; readonly data: ReturnType<typeof armData> };

/**
 * Everything that can be said of an experiment at one look, however often it is looked at. Total: whatever the observations, it neither throws nor divides
 * by 0, and every number in the answer is finite. A metric of which too little is known has no comparison.
 */
export function judgeExperiment(plan: ExperimentPlan, seen: Look): Judgement {
  const look = tidyLook(seen);
  const others = plan.arms.slice(1);
  const cells = plan.metrics.flatMap((metric) => {
    const values = valuesByArm(plan, metric, look);
    return others.map(({ name }): Cell => ({ metric, arm: name, data: armData(plan, metric, values, name) }));
  });
  const comparisons = adjusted(
    plan,
    cells.flatMap((cell) => {
      const data = knownOf(cell);
      const comparison = data === null ? null : compared(plan, look, { ...cell, data });
      return comparison === null ? [] : [comparison];
    }),
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
  // All of them together: a healthy fleet is held up by chance in alpha of the cases at most.
  const values = holm(comparisons.map(({ sequential }) => sequential.p));
  const found = comparisons.filter((_, index) => (values[index] ?? 1) <= plan.alpha);
  const titles = [
    ...new Set(found.map(({ metric }) => plan.metrics.find(({ name }) => name === metric)?.title ?? metric)),
  ];
  if (titles.length === 0) return [];
  const sentence = `Nothing differs between the arms yet, but ${titles.join(", ")} does: the hosts are not alike or the metric is not measured alike. Find out why before a treatment starts.`;
  return [{ code: "aa-found-something", sentence }];
}
