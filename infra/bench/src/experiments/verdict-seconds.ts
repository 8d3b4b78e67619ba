import {
  bucketOf,
  experimentPlanSchema,
  judgeExperiment,
  normalsOf,
  seededUniform,
  type ExperimentPlan,
  type UnitObservation,
} from "@fleet-persona/experiments";
import { lookOf } from "./peeking.ts";

type Size = { readonly experiments: number; readonly hosts: number; readonly metrics: number };

/** Seconds of processor time it takes to judge so many experiments from their units' totals: means, ratios and quantiles with a past, four guardrails each. */
export function verdictSeconds({ experiments, hosts, metrics }: Size): number {
  const uniform = seededUniform(7);
  const normal = normalsOf(uniform);
  const plan = widePlan(metrics);
  // Other figures each time, made beforehand; a hundred different ones are enough that nothing is remembered.
  const looks = Array.from({ length: Math.min(100, experiments) }, () =>
    lookOf(
      Array.from({ length: hosts }, (_, host) => unitOf(plan, host, normal)),
      3600,
    ),
  );
  const began = process.cpuUsage();
  let verdicts = 0;
  for (let index = 0; index < experiments; index += 1) {
    const look = looks[index % looks.length];
    if (look !== undefined) verdicts += judgeExperiment(plan, look).comparisons.length;
  }
  const used = process.cpuUsage(began);
  const seconds = (used.user + used.system) / 1e6;
  if (verdicts !== experiments * metrics)
    throw new Error(`${verdicts} comparisons of ${experiments * metrics}; the figures are not judged`);
  return seconds;
}

function widePlan(metrics: number): ExperimentPlan {
  const measures = [
    { kind: "mean", signal: "figure" },
    { kind: "ratio", numerator: ["work"], denominator: ["requests"] },
    { kind: "quantile", signal: "figure", quantile: 0.95 },
  ] as const;
  const names = Array.from({ length: metrics }, (_, index) => `metric_${index}`);
  return experimentPlanSchema.parse({
    name: "Wide",
    design: { kind: "hosts" },
    arms: [
      { name: "control", title: "Control", treatment: { kind: "as-is" } },
      { name: "treated", title: "Treated", treatment: { kind: "fallback", fallback: "reactive" } },
    ],
    metrics: names.map((name, index) => ({
      name,
      title: name,
      unit: "ms",
      better: "lower",
      measure: measures[index % measures.length],
    })),
    goal: names[0],
    guardrails: names.slice(1, 5).map((metric) => ({ metric, margin: 0.05, scale: "relative" })),
    minimumEffect: 0.05,
    minS: 600,
    maxS: 7200,
    preS: 3600,
    ramp: [{ percent: 100, leastS: 60 }],
  });
}

function unitOf(plan: ExperimentPlan, host: number, normal: () => number): UnitObservation {
  const level = 100 * Math.exp(0.2 * normal());
  const totals = (): UnitObservation["totals"] =>
    Object.fromEntries(
      plan.metrics.map(({ name, measure }) => [name, totalsOf(measure.kind === "quantile", level, normal)]),
    );
  return {
    unit: `host-${host}`,
    arm: host % 2 === 0 ? "control" : "treated",
    cluster: null,
    totals: totals(),
    before: totals(),
  };
}

function totalsOf(quantile: boolean, level: number, normal: () => number): UnitObservation["totals"][string] {
  const sums = { frames: 3600, sum: 3600 * (level + normal()), weight: 3600 };
  if (!quantile) return sums;
  // Sixty buckets of 2 %, as a latency spread over a factor of three has.
  const centre = Number(bucketOf(level + normal()).slice(1));
  return {
    ...sums,
    histogram: Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`b${centre + index - 30}`, 60])),
  };
}
