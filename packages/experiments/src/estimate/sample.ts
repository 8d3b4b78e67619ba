/** Size, mean and variance (n - 1) of a sample; the variance of fewer than two is 0. */
export type Sample = { readonly n: number; readonly mean: number; readonly variance: number };

/** In two passes, so that a large mean does not eat the digits of the variance. */
export function sampleOf(values: readonly number[]): Sample {
  const n = values.length;
  if (n === 0) return { n, mean: 0, variance: 0 };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { n, mean, variance: n < 2 ? 0 : squares / (n - 1) };
}
