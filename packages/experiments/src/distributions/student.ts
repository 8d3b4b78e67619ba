import { incompleteBeta } from "./beta.ts";
import { normalQuantile, normalUpper } from "./normal.ts";

// Beyond this many degrees of freedom Student's t is the normal to seven digits.
const NORMAL_FROM = 1e7;

/** P(T > t) of Student's t with `df` > 0 degrees of freedom, not necessarily whole; Infinity is the normal. */
export function studentUpper(t: number, df: number): number {
  if (df >= NORMAL_FROM) return normalUpper(t);
  const tail = 0.5 * incompleteBeta(df / (df + t * t), df / 2, 0.5);
  return t >= 0 ? tail : 1 - tail;
}

/** P(|T| > |t|). */
export function studentTwoSided(t: number, df: number): number {
  return Math.min(1, 2 * studentUpper(Math.abs(t), df));
}

/** t with P(T <= t) = p, by bisection on the upper tail. */
export function studentQuantile(p: number, df: number): number {
  if (p === 0.5) return 0;
  if (p < 0.5) return -studentQuantile(1 - p, df);
  if (p >= 1) return Infinity;
  if (df >= NORMAL_FROM) return normalQuantile(p);
  let low = 0;
  let high = 1;
  while (studentUpper(high, df) > 1 - p && high < 1e150) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-14 * high; step += 1) {
    const middle = (low + high) / 2;
    if (studentUpper(middle, df) > 1 - p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
