import type { Metric } from "../plan/metric.ts";
import { bucketOf } from "./histogram.ts";
import type { MetricTotals } from "./unit-observation.ts";

/** Frames of one unit and one stretch of time, column by column. A value that is absent, null or not finite was not observed. */
export type FrameColumns = {
  readonly length: number;
  /** The column's value in each frame; null where no frame has it. */
  readonly column: (name: string) => ArrayLike<number | null | undefined> | null;
};

/** What the frames add up to, by metric. Pure and additive: totals of stretches that do not overlap are added by `addTotals`. A metric no frame has is absent. */
export function measureFrames(
  metrics: readonly Metric[],
  frames: FrameColumns,
): Readonly<Record<string, MetricTotals>> {
  const measured = metrics.map((metric) => [metric.name, measure(metric, frames)] as const);
  return Object.fromEntries(measured.filter(([, { frames: count }]) => count > 0));
}

function measure({ measure: how }: Metric, frames: FrameColumns): MetricTotals {
  switch (how.kind) {
    case "mean":
      return added(frames.length, valueOf(frames, how.signal), () => 1);
    case "share":
      return added(frames.length, anyHolds(frames, how.any), () => 1);
    case "ratio":
      return added(frames.length, productOf(frames, how.numerator), productOf(frames, how.denominator));
    case "quantile":
      return histogramOf(frames.length, valueOf(frames, how.signal));
    default:
      return how satisfies never;
  }
}

/** A frame's value; NaN where it was not observed. */
type ValueAt = (index: number) => number;

function valueOf(frames: FrameColumns, name: string): ValueAt {
  const column = frames.column(name);
  return (index) => {
    const value = column?.[index];
    return typeof value === "number" && Number.isFinite(value) ? value : Number.NaN;
  };
}

function productOf(frames: FrameColumns, names: readonly string[]): ValueAt {
  const values = names.map((name) => valueOf(frames, name));
  return (index) => values.reduce((product, at) => product * at(index), 1);
}

const COMPARE = {
  ">": (value: number, threshold: number) => value > threshold,
  ">=": (value: number, threshold: number) => value >= threshold,
  "<": (value: number, threshold: number) => value < threshold,
  "<=": (value: number, threshold: number) => value <= threshold,
} as const;

type Condition = { readonly signal: string; readonly comparison: keyof typeof COMPARE; readonly threshold: number };

/** 1 where any condition holds, 0 where none does; not observed where a named column was not: what nobody saw is not known to be well. */
function anyHolds(frames: FrameColumns, conditions: readonly Condition[]): ValueAt {
  const parts = conditions.map(({ signal, comparison, threshold }) => {
    const at = valueOf(frames, signal);
    return (index: number): number => {
      const value = at(index);
      return Number.isNaN(value) ? Number.NaN : Number(COMPARE[comparison](value, threshold));
    };
  });
  return (index) => parts.reduce((held, part) => Math.max(held, part(index)), 0);
}

function added(length: number, valueAt: ValueAt, weightAt: ValueAt): MetricTotals {
  let [frames, sum, weight] = [0, 0, 0];
  for (let index = 0; index < length; index += 1) {
    const [value, own] = [valueAt(index), weightAt(index)];
    if (!Number.isFinite(value) || !Number.isFinite(own)) continue;
    frames += 1;
    sum += value;
    weight += own;
  }
  return { frames, sum, weight };
}

function histogramOf(length: number, valueAt: ValueAt): MetricTotals {
  const histogram: Record<string, number> = {};
  let [frames, sum] = [0, 0];
  for (let index = 0; index < length; index += 1) {
    const value = valueAt(index);
    if (Number.isNaN(value)) continue;
    const key = bucketOf(value);
    histogram[key] = (histogram[key] ?? 0) + 1;
    frames += 1;
    sum += value;
  }
  return { frames, sum, weight: frames, histogram };
}
