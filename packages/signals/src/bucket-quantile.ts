/** One bucket of a histogram: how many observations lay in (`from`, `to`]. Infinite ends are open. */
export type Bucket = { readonly from: number; readonly to: number; readonly count: number };

/**
 * The q-quantile (q in [0, 1]) of disjoint buckets in rising order, linear inside a bucket; in an open bucket its finite
 * end, as Prometheus's `histogram_quantile` does. Null when nothing was counted.
 */
export function bucketQuantile(buckets: readonly Bucket[], q: number): number | null {
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  if (!(total > 0)) return null;
  const rank = q * total;
  let below = 0;
  for (const { from, to, count } of buckets) {
    if (count > 0 && below + count >= rank) {
      if (to === Infinity) return Number.isFinite(from) ? from : null;
      if (from === -Infinity) return to;
      return from + (to - from) * Math.max(0, (rank - below) / count);
    }
    below += count;
  }
  return buckets.findLast(({ to }) => Number.isFinite(to))?.to ?? null;
}
