import type { UnitObservation } from "../observation/unit-observation.ts";

/** What is known of an experiment when it is looked at. Looking is free: the bounds hold over all looks together. */
export type Look = {
  /** Of all arms over the same time, else the hour of the day is part of the difference: see `concurrentObservations` for a ramp. */
  readonly observations: readonly UnitObservation[];
  /** Units enrolled in each arm, exposed or not, by arm. */
  readonly enrolled: Readonly<Record<string, number>>;
  /** Share of units each arm should have at this step, by arm (ramp applied; see `sharesAt`); sums to 1. */
  readonly shares: Readonly<Record<string, number>>;
  readonly elapsedS: number;
  /** Units seen under more than one arm within one period where they belong to one. */
  readonly multiplyExposed: readonly string[];
  /** Metrics that were measured and no longer are, with the arm. */
  readonly stopped: readonly { readonly metric: string; readonly arm: string }[];
  /** Units whose clock is off by more than is allowed. */
  readonly clocksApart: readonly string[];
  /** The period in which nothing differs yet. */
  readonly aa: boolean;
};
