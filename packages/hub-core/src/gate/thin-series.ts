import type { GateSeries } from "@fleet-persona/persona";

/** A series with at most `points` moments: worst latency and any breach of a stretch, the sums of what is counted, the last configuration. */
export function thinSeries(series: GateSeries, points: number): GateSeries {
  const length = series.t.length;
  if (length <= points) return series;
  const stretches = Array.from({ length: points }, (_, index): [number, number] => [
    Math.floor((index * length) / points),
    Math.floor(((index + 1) * length) / points),
  ]);
  const thin = <Value, Result>(column: readonly Value[], fold: (values: readonly Value[]) => Result): Result[] =>
    stretches.map(([from, to]) => fold(column.slice(from, to)));
  const mean = (values: readonly number[]): number => sum(values) / Math.max(1, values.length);
  return {
    ...series,
    t: thin(series.t, (values) => values[0] ?? 0),
    requests: thin(series.requests, mean),
    p95_ms: thin(series.p95_ms, highest),
    errors: thin(series.errors, mean),
    cost: thin(series.cost, mean),
    breach: thin(series.breach, (values) => Math.max(0, ...values)),
    config: Object.fromEntries(
      Object.entries(series.config).map(([name, column]) => [name, thin(column, (values) => values.at(-1) ?? 0)]),
    ),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function highest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}
