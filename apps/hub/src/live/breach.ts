import type { SignalSeries } from "./live-source.ts";

/** What the service promises: latency in ms, errors as a share 0..1. */
export type Objective = { readonly p95Ms: number; readonly errorRate: number };
export type Interval = { readonly from: number; readonly to: number };

const SECOND = 1000;

/**
 * Whole seconds whose p95 or error rate broke the objective, neighbours joined. A second with no usable reading is
 * unknown, not fine and not broken; the signals' own windows (5 s) blur the edges against the load generator's count.
 */
export function breachIntervals(latency: SignalSeries, errors: SignalSeries, objective: Objective): Interval[] {
  const broken = new Set([...secondsAbove(latency, objective.p95Ms), ...secondsAbove(errors, objective.errorRate)]);
  const intervals: { from: number; to: number }[] = [];
  for (const second of [...broken].sort((a, b) => a - b)) {
    const last = intervals.at(-1);
    if (last && last.to === second) last.to = second + SECOND;
    else intervals.push({ from: second, to: second + SECOND });
  }
  return intervals;
}

/** How many seconds of the intervals lie inside [from, to]. */
export function breachSeconds(intervals: readonly Interval[], from: number, to: number): number {
  const total = intervals.reduce(
    (sum, interval) => sum + Math.max(0, Math.min(to, interval.to) - Math.max(from, interval.from)),
    0,
  );
  return Math.round(total / SECOND);
}

function secondsAbove(samples: SignalSeries, limit: number): number[] {
  return samples.flatMap(({ at, value }) =>
    value !== null && value > limit ? [Math.floor(at / SECOND) * SECOND] : [],
  );
}
