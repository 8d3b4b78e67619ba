import { bucketQuantile, type Bucket } from "../bucket-quantile.ts";
import type { MetricPoint, PointData } from "./metric-point.ts";
import type { OtlpRule } from "./rule.ts";

/** What one series contributes to its signal: a number, buckets to be merged, or null while that is unknown. */
export type Contribution = number | readonly Bucket[] | null;

/** Why a rule cannot be followed with what a point is. */
export type Unfit = { readonly kind: "unfit"; readonly message: string };

/** A growth over an interval: what was added to a counter or histogram, in how many seconds. */
type Growth = {
  readonly seconds: number;
  readonly count: number;
  readonly sum: number | null;
  readonly buckets: readonly Bucket[] | null;
};

const QUANTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;

/** `before` is the last point of the same series, in the same request or an earlier one. */
export function contributionOf(point: MetricPoint, before: MetricPoint | null, rule: OtlpRule): Contribution | Unfit {
  const { data } = point;
  switch (rule.use) {
    case "value":
      if (data.kind === "gauge" || data.kind === "sum") return finite(data.value);
      return unfit(rule, data);
    case "rate": {
      if (data.kind === "gauge" || (data.kind === "sum" && !data.monotonic)) return unfit(rule, data);
      const grown = growthOf(point, before);
      return grown === null ? null : grown.count / grown.seconds;
    }
    case "mean": {
      if (data.kind !== "histogram" && data.kind !== "summary") return unfit(rule, data);
      const grown = growthOf(point, before);
      return grown === null || grown.sum === null || grown.count === 0 ? null : grown.sum / grown.count;
    }
    case "p50":
    case "p90":
    case "p95":
    case "p99": {
      const q = QUANTILES[rule.use];
      if (data.kind === "summary") return data.quantiles.find(({ quantile }) => quantile === q)?.value ?? null;
      if (data.kind !== "histogram") return unfit(rule, data);
      return growthOf(point, before)?.buckets ?? null;
    }
    default:
      return rule.use satisfies never;
  }
}

/** The quantile of merged buckets: those of several instances, whose edges need not be the same. */
export function quantileOf(all: readonly (readonly Bucket[])[], use: OtlpRule["use"]): number | null {
  const merged = new Map<string, Bucket>();
  for (const bucket of all.flat()) {
    const key = `${bucket.from} ${bucket.to}`;
    merged.set(key, { ...bucket, count: bucket.count + (merged.get(key)?.count ?? 0) });
  }
  const sorted = [...merged.values()].toSorted((a, b) => a.to - b.to || a.from - b.from);
  return bucketQuantile(sorted, use in QUANTILES ? QUANTILES[use as keyof typeof QUANTILES] : 0.5);
}

function unfit(rule: OtlpRule, data: PointData): Unfit {
  return { kind: "unfit", message: `${rule.metric} is a ${data.kind}, which has no ${rule.use}` };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

type Totals = { readonly count: number; readonly sum: number | null; readonly buckets: readonly Bucket[] | null };

function totalsOf(data: PointData): Totals | null {
  switch (data.kind) {
    case "gauge":
      return null;
    case "sum":
      return { count: data.value, sum: null, buckets: null };
    case "histogram":
      return { count: data.count, sum: data.sum, buckets: data.buckets };
    case "summary":
      return { count: data.count, sum: data.sum, buckets: null };
    default:
      return data satisfies never;
  }
}

function growthOf(point: MetricPoint, before: MetricPoint | null): Growth | null {
  const now = totalsOf(point.data);
  if (now === null) return null;
  const delta = "temporality" in point.data && point.data.temporality === "delta";
  if (delta) return over(now, point.startAt ?? before?.at ?? null, point.at);
  const then = before === null ? null : totalsOf(before.data);
  if (before === null || then === null) return null;
  // A newer start or a smaller count is a process that began anew: all of it is new since then.
  const began = point.startAt !== null && before.startAt !== null && point.startAt > before.startAt;
  if (began || now.count < then.count) return over(now, Math.max(before.at, point.startAt ?? 0), point.at);
  return over(difference(now, then), before.at, point.at);
}

function over(totals: Totals, from: number | null, to: number): Growth | null {
  return from === null || to <= from ? null : { ...totals, seconds: (to - from) / 1000 };
}

function difference(now: Totals, then: Totals): Totals {
  return {
    count: now.count - then.count,
    sum: now.sum === null || then.sum === null ? null : now.sum - then.sum,
    buckets: now.buckets === null || then.buckets === null ? null : bucketGrowth(now.buckets, then.buckets),
  };
}

// Edges that changed (an exponential histogram coarsens as it widens) cannot be compared: that interval is unknown.
function bucketGrowth(now: readonly Bucket[], then: readonly Bucket[]): readonly Bucket[] | null {
  const key = ({ from, to }: Bucket) => `${from} ${to}`;
  const known = new Set(now.map(key));
  if (then.some((bucket) => !known.has(key(bucket)))) return null;
  const before = new Map(then.map((bucket) => [key(bucket), bucket.count]));
  return now.map((bucket) => ({ ...bucket, count: Math.max(0, bucket.count - (before.get(key(bucket)) ?? 0)) }));
}
