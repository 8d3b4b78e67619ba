import type { GateFigures } from "@fleet-persona/hub-core";

type Interval = { readonly estimate: number; readonly low: number; readonly high: number };

/** What the gate's scenarios say of a version beside the reactive rule, each a mean over scenarios with its 95 % interval. */
export type GateEffects = {
  /** Share of the reactive rule's cost, less one. */
  readonly cost: Interval;
  /** Breach seconds of a run more than the reactive rule's. */
  readonly breach: Interval;
  readonly scenarios: number;
  readonly runs: number;
};

// Student's t for a two-sided 95 % interval, by degrees of freedom from 1.
const t95 = [12.71, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131];
const t95Many = 2.042;

/** Null without at least two scenarios: one of them has no interval. */
export function gateEffects(scenarios: readonly GateFigures[]): GateEffects | null {
  const comparable = scenarios.filter(({ baselines }) => baselines.reactive.core_seconds > 0);
  if (comparable.length < 2) return null;
  return {
    cost: meanInterval(comparable.map((each) => each.guarded.core_seconds / each.baselines.reactive.core_seconds - 1)),
    breach: meanInterval(
      comparable.map((each) => each.guarded.breach_seconds - each.baselines.reactive.breach_seconds),
    ),
    scenarios: comparable.length,
    runs: comparable.reduce((sum, { runs }) => sum + runs, 0),
  };
}

/** A mean with its 95 % interval (Student's t). */
export function meanInterval(values: readonly number[]): Interval {
  const count = values.length;
  const estimate = values.reduce((sum, value) => sum + value, 0) / count;
  const variance = values.reduce((sum, value) => sum + (value - estimate) ** 2, 0) / (count - 1);
  const half = (t95[count - 2] ?? t95Many) * Math.sqrt(variance / count);
  return { estimate, low: estimate - half, high: estimate + half };
}
