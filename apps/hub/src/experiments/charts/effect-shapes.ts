import type { ExperimentSeriesPoint } from "@fleet-persona/hub-core";
import type { Interval } from "@fleet-persona/experiments";
import { niceScale } from "../../evidence/nice-scale.ts";
import type { NiceScale } from "../../evidence/nice-scale.ts";
import type { EffectScale } from "../effect-words.ts";

export type PlacedPoint = { readonly at: number; readonly stage: number; readonly interval: Interval };

/** The points of one arm that have an interval on this scale, oldest first. */
export function pointsOf(
  points: readonly ExperimentSeriesPoint[],
  arm: string,
  scale: EffectScale,
): readonly PlacedPoint[] {
  return points.flatMap(({ at, stage, arm: of, absolute, relative }) => {
    const interval = scale === "relative" ? relative : absolute;
    return of === arm && interval !== null ? [{ at, stage, interval }] : [];
  });
}

/**
 * Round values that hold nothing, the smallest effect worth finding, and the intervals once they have closed by half: the first looks are so
 * wide that all others would be a line. What is wider runs out of the picture.
 */
export function effectAxis(
  points: readonly PlacedPoint[],
  always: readonly number[],
  range: readonly [number, number],
): NiceScale {
  const widths = points.map(({ interval: { low, high } }) => high - low).toSorted((a, b) => a - b);
  const median = widths[Math.floor(widths.length / 2)] ?? 0;
  const closed = points.filter(({ interval: { low, high } }, index) => {
    return high - low <= median * 1.5 || index === points.length - 1;
  });
  const ends = closed.flatMap(({ interval: { low, high } }) => [low, high]);
  return niceScale([0, ...always, ...(ends.length === 0 ? [-0.1, 0.1] : ends)], range);
}

type Placing = { readonly x: (at: number) => number; readonly y: (value: number) => number };
export type EffectShapes = { readonly bands: readonly string[]; readonly lines: readonly string[] };

/** The interval as a band and the estimate as a line, broken where a stage begins: its figures begin anew. */
export function effectShapes(points: readonly PlacedPoint[], { x, y }: Placing): EffectShapes {
  const runs = Map.groupBy(points, ({ stage }) => stage);
  const bands: string[] = [];
  const lines: string[] = [];
  for (const run of runs.values()) {
    const place = (of: (interval: Interval) => number) => (point: PlacedPoint) =>
      `${x(point.at).toFixed(1)} ${y(of(point.interval)).toFixed(1)}`;
    const high = run.map(place(({ high: top }) => top));
    const low = run.toReversed().map(place(({ low: bottom }) => bottom));
    bands.push(`M${[...high, ...low].join("L")}Z`);
    lines.push(`M${run.map(place(({ estimate }) => estimate)).join("L")}`);
  }
  return { bands, lines };
}

/** The newest point at or before a moment, else the first one; null where there is none. */
export function pointAt(points: readonly PlacedPoint[], at: number): PlacedPoint | null {
  return points.findLast((point) => point.at <= at) ?? points[0] ?? null;
}
