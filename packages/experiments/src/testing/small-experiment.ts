import type { UnitObservation } from "../observation/unit-observation.ts";
import { experimentPlanSchema, type ExperimentPlan } from "../plan/experiment-plan.ts";
import type { Look } from "../verdict/look.ts";

/** A plan over latency (lower is better) with changes; its arms are `control` and `treated`. */
export function planOf(changes: Partial<ExperimentPlan> = {}): ExperimentPlan {
  return experimentPlanSchema.parse({
    name: "Shorter cache",
    design: { kind: "hosts" },
    arms: [
      { name: "control", title: "As it is", treatment: { kind: "as-is" } },
      { name: "treated", title: "Treated", treatment: { kind: "fallback", fallback: "reactive" } },
    ],
    metrics: [
      {
        name: "latency",
        title: "Latency",
        unit: "ms",
        better: "lower",
        measure: { kind: "mean", signal: "latency_p95" },
      },
    ],
    goal: "latency",
    guardrails: [],
    minimumEffect: 0.05,
    minS: 600,
    maxS: 7200,
    ramp: [{ percent: 100, leastS: 60 }],
    ...changes,
  });
}

/** Units of an arm with one metric, evenly spread about a mean with about that standard deviation. */
export function unitsOf(
  arm: string,
  count: number,
  mean: number,
  deviation: number,
  metric = "latency",
): readonly UnitObservation[] {
  return Array.from({ length: count }, (_, index) => {
    const value = mean + (count === 1 ? 0 : deviation * 1.7 * ((2 * index) / (count - 1) - 1));
    return {
      unit: `${arm}-${index}`,
      arm,
      cluster: null,
      totals: { [metric]: { frames: 100, sum: 100 * value, weight: 100 } },
    };
  });
}

/** A look at them in which nothing else is wrong. */
export function lookOf(observations: readonly UnitObservation[], changes: Partial<Look> = {}): Look {
  const arms = [...new Set(observations.map(({ arm }) => arm))];
  const enrolled = Object.fromEntries(arms.map((arm) => [arm, observations.filter((seen) => seen.arm === arm).length]));
  return {
    observations,
    enrolled,
    shares: Object.fromEntries(arms.map((arm) => [arm, (enrolled[arm] ?? 0) / observations.length])),
    elapsedS: 3600,
    multiplyExposed: [],
    stopped: [],
    clocksApart: [],
    aa: false,
    ...changes,
  };
}
