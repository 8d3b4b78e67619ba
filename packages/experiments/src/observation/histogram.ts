/**
 * Relative error of a quantile from the histogram: a bucket reaches from g^(i-1) to g^i with g = (1 + e) / (1 - e), and answers with
 * 2 g^i / (g + 1), which is off by e at most (DDSketch: Masson, Rim and Lee 2019, lemma 2).
 */
export const RELATIVE_ERROR = 0.01;
const GROWTH = (1 + RELATIVE_ERROR) / (1 - RELATIVE_ERROR);
const LN_GROWTH = Math.log(GROWTH);
/** Smaller values, and 0, are one bucket. */
const SMALLEST = 1e-9;
// Whole numbers in the order of the values: 0 in the middle, sizes on both sides; always five digits, so that keys sort as text.
const ZERO = 50_000;
const FIRST = Math.ceil(Math.log(SMALLEST) / LN_GROWTH);

/** Key of the bucket a finite value falls into: `b` and five digits; keys sort as values do. */
export function bucketOf(value: number): string {
  return `b${placeOf(value)}`;
}

function placeOf(value: number): number {
  const size = Math.abs(value);
  if (size < SMALLEST) return ZERO;
  return ZERO + Math.sign(value) * (Math.ceil(Math.log(size) / LN_GROWTH) - FIRST + 1);
}

/** The value a bucket answers with, within `RELATIVE_ERROR` of everything in it; NaN of what is no key. */
export function bucketValue(key: string): number {
  const place = Number(key.slice(1));
  if (place === ZERO) return 0;
  const size = Math.abs(place - ZERO) - 1 + FIRST;
  return (Math.sign(place - ZERO) * 2 * Math.exp(size * LN_GROWTH)) / (GROWTH + 1);
}

/** Lower sample quantile of a histogram (the value of rank floor(q (n - 1))); null of an empty one. What is no count is left out. */
export function histogramQuantile(histogram: Readonly<Record<string, number>>, quantile: number): number | null {
  const buckets = inOrder(Object.entries(histogram));
  let total = 0;
  for (const [, count] of buckets) total += counted(count);
  const rank = Math.floor(quantile * (total - 1));
  let seen = 0;
  for (const [key, count] of buckets) {
    seen += counted(count);
    if (seen > rank && counted(count) > 0) return finiteOrNull(bucketValue(key));
  }
  return null;
}

const counted = (count: number): number => (count > 0 && count < Infinity ? count : 0);
const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** As stored they mostly are in order already, and sorting is what costs. */
function inOrder(buckets: [string, number][]): readonly [string, number][] {
  let before = "";
  for (const [key] of buckets) {
    if (key < before) return buckets.toSorted(([a], [b]) => (a < b ? -1 : 1));
    before = key;
  }
  return buckets;
}
