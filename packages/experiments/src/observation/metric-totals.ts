import type { Metric } from "../plan/metric.ts";
import { histogramQuantile } from "./histogram.ts";
import type { MetricTotals } from "./unit-observation.ts";

export const NOTHING_SEEN: MetricTotals = { frames: 0, sum: 0, weight: 0 };

/** Totals of two stretches of one unit, or of two units, together. */
export function addTotals(a: MetricTotals, b: MetricTotals): MetricTotals {
  const sums = { frames: a.frames + b.frames, sum: a.sum + b.sum, weight: a.weight + b.weight };
  if (a.histogram === undefined && b.histogram === undefined) return sums;
  const histogram: Record<string, number> = { ...a.histogram };
  for (const [key, count] of Object.entries(b.histogram ?? {})) histogram[key] = (histogram[key] ?? 0) + count;
  return { ...sums, histogram };
}

/** Totals of several metrics together, by metric. */
export function addByMetric(
  a: Readonly<Record<string, MetricTotals>>,
  b: Readonly<Record<string, MetricTotals>>,
): Readonly<Record<string, MetricTotals>> {
  const sums = { ...a };
  for (const [name, own] of Object.entries(b)) sums[name] = sums[name] === undefined ? own : addTotals(sums[name], own);
  return sums;
}

/** What the totals come to, in the metric's unit; null where nothing was seen: missing is not 0. */
export function figureOf(metric: Metric, totals: MetricTotals | undefined): number | null {
  if (totals === undefined || !(totals.frames > 0)) return null;
  if (metric.measure.kind === "quantile") return histogramQuantile(totals.histogram ?? {}, metric.measure.quantile);
  const figure = totals.sum / totals.weight;
  return totals.weight !== 0 && Number.isFinite(figure) ? figure : null;
}
