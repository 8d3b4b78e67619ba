import type { RatePoint, Span } from "../scenario.ts";

/** Arrivals a second at `t`: linear between points, held at both ends; 0 without points. */
export function rateAt(points: readonly RatePoint[], t: number): number {
  const index = segmentAt(points, t);
  const left = points[index];
  if (left === undefined) return points[0]?.rate ?? 0;
  const right = points[index + 1];
  if (right === undefined) return left.rate;
  return left.rate + ((right.rate - left.rate) * (t - left.t)) / (right.t - left.t);
}

/** The highest rate within [from, to]. */
export function highestRate(points: readonly RatePoint[], from: number, to: number): number {
  let highest = Math.max(rateAt(points, from), rateAt(points, to));
  for (let index = Math.max(0, segmentAt(points, from)); index < points.length; index += 1) {
    const point = points[index];
    if (point === undefined || point.t > to) break;
    if (point.t >= from && point.rate > highest) highest = point.rate;
  }
  return highest;
}

/** Index of the last point at or before `t`, -1 before the first. */
export function segmentAt(points: readonly RatePoint[], t: number): number {
  let low = -1;
  let high = points.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((points[middle]?.t ?? 0) <= t) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The value of the last span that holds at `t`; `otherwise` when none does. */
export function spanAt(spans: readonly Span[] | undefined, t: number, otherwise: number): number {
  let value = otherwise;
  for (const span of spans ?? []) if (span.from <= t && t < span.to) value = span.value;
  return value;
}
