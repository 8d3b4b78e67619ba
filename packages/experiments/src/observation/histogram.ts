/**
 * Relative error of a quantile from the histogram: a bucket reaches from g^(i-1) to g^i with g = (1 + e) / (1 - e), and answers with
 * 2 g^i / (g + 1), which is off by e at most (DDSketch: Masson, Rim and Lee 2019, lemma 2).
 */
export const RELATIVE_ERROR = 0.01;
const GROWTH = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LN_GROWTH = Math.log(GROWTH);
/** Smaller values, and 0, are one bucket. */
const SMALLEST = 1e-9;

/** Key of the bucket a finite value falls into: `0`, or `p` (positive) or `n` (negative) and the index i of its size. */
export function bucketOf(value: number): string {
  const size = Math.abs(value);
  if (size < SMALLEST) return "0";
  return `${value < 0 ? "n" : "p"}${Math.ceil(Math.log(size) / LN_GROWTH)}`;
}

/** The value a bucket answers with, within `RELATIVE_ERROR` of everything in it; NaN of what is no key of a bucket. */
export function bucketValue(key: string): number {
  if (key === "0") return 0;
  const sign = key.startsWith("n") ? -1 : key.startsWith("p") ? 1 : Number.NaN;
  return (sign * 2 * Math.exp(Number(key.slice(1)) * LN_GROWTH)) / (GROWTH + 1);
}

/** Lower sample quantile of a histogram (the value of rank floor(q (n - 1))); null of an empty one. */
export function histogramQuantile(histogram: Readonly<Record<string, number>>, quantile: number): number | null {
  const buckets = Object.entries(histogram)
    .map(([key, count]) => ({ value: bucketValue(key), count }))
    .filter(({ value, count }) => Number.isFinite(value) && count > 0)
    .toSorted((a, b) => a.value - b.value);
  const total = buckets.reduce((sum, { count }) => sum + count, 0);
  const rank = Math.floor(quantile * (total - 1));
  let seen = 0;
  for (const { value, count } of buckets) {
    seen += count;
    if (seen > rank) return value;
  }
  return null;
}
