import { sampleOf } from "./sample.ts";

/** Cohen's d (1988): the difference of means over the standard deviation pooled within both samples; null where nothing varies. */
export function cohensD(control: readonly number[], treated: readonly number[]): number | null {
  const [a, b] = [sampleOf(control), sampleOf(treated)];
  const pooled = ((a.n - 1) * a.variance + (b.n - 1) * b.variance) / (a.n + b.n - 2);
  const size = (b.mean - a.mean) / Math.sqrt(pooled);
  return Number.isFinite(size) ? size : null;
}
