import type { Bucket } from "../bucket-quantile.ts";

/** Buckets of an explicit histogram: (-∞, b0], (b0, b1], …, (bn, +∞). Null when counts and bounds do not fit together. */
export function explicitBuckets(counts: readonly number[], bounds: readonly number[]): readonly Bucket[] | null {
  if (counts.length === 0 && bounds.length === 0) return [];
  if (counts.length !== bounds.length + 1) return null;
  for (let index = 1; index < bounds.length; index += 1)
    if (!((bounds[index] ?? 0) > (bounds[index - 1] ?? 0))) return null;
  return counts.map((count, index) => ({
    // Latencies and sizes are not negative: the first bucket of positive bounds begins at zero.
    from: index === 0 ? ((bounds[0] ?? Infinity) > 0 ? 0 : -Infinity) : (bounds[index - 1] ?? 0),
    to: bounds[index] ?? Infinity,
    count,
  }));
}

export type ExponentialBuckets = {
  readonly scale: number;
  readonly zeroCount: number;
  readonly zeroThreshold: number;
  readonly positive: { readonly offset: number; readonly counts: readonly number[] };
  readonly negative: { readonly offset: number; readonly counts: readonly number[] };
};

/**
 * Buckets of an exponential histogram (OpenTelemetry data model): with base = 2^(2^-scale), bucket i is
 * (base^i, base^(i+1)]. Negative ones mirror it; the zero bucket is [-threshold, threshold]. Null beyond scales -10 to 20.
 */
export function exponentialBuckets(histogram: ExponentialBuckets): readonly Bucket[] | null {
  const { scale, zeroCount, zeroThreshold, positive, negative } = histogram;
  if (scale < -10 || scale > 20) return null;
  const edge = (index: number) => 2 ** (index * 2 ** -scale);
  const zero = { from: -zeroThreshold, to: zeroThreshold, count: zeroCount };
  const above = positive.counts.map((count, index) => ({
    from: edge(positive.offset + index),
    to: edge(positive.offset + index + 1),
    count,
  }));
  const below = negative.counts.map((count, index) => ({
    from: -edge(negative.offset + index + 1),
    to: -edge(negative.offset + index),
    count,
  }));
  return [...below.toReversed(), ...(zeroCount > 0 ? [zero] : []), ...above].filter(({ count }) => count > 0);
}
