import type { Metric } from "../plan/metric.ts";
import type { UnitValue } from "./unit-values.ts";

/** Pulls values in to the declared quantiles of all arms' values together, so that no arm has a limit of its own. */
export function winsorise(metric: Metric, values: readonly UnitValue[]): readonly UnitValue[] {
  if (metric.winsorise === null || values.length === 0) return values;
  const sorted = values.map(({ value }) => value).toSorted((a, b) => a - b);
  const low = sampleQuantile(sorted, metric.winsorise.low);
  const high = sampleQuantile(sorted, metric.winsorise.high);
  return values.map((unit) => ({ ...unit, value: Math.min(high, Math.max(low, unit.value)) }));
}

/** Quantile of sorted values, linear between order statistics (Hyndman and Fan 1996, type 7). */
export function sampleQuantile(sorted: readonly number[], quantile: number): number {
  const at = (sorted.length - 1) * quantile;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  const above = sorted[Math.ceil(at)] ?? below;
  return below + (above - below) * (at - Math.floor(at));
}
