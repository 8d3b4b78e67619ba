import type { Interval } from "@fleet-persona/experiments";

/** Half the width of a bar's scale: it runs from minus this to this. */
export type BarScale = { readonly reach: number };

/** A scale around nothing that holds every interval, but is not blown up by one that has hardly begun to close. */
export function barScale(intervals: readonly Interval[], atLeast: number): BarScale {
  const reaches = intervals
    .map(({ low, high }) => Math.max(Math.abs(low), Math.abs(high)))
    .filter(Number.isFinite)
    .toSorted((a, b) => a - b);
  const middle = reaches[Math.floor((reaches.length - 1) / 2)] ?? atLeast;
  const widest = reaches.at(-1) ?? atLeast;
  return { reach: Math.max(atLeast, Math.min(widest, middle * 4)) };
}
