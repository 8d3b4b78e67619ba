/** A mean that counts the first values alike and then forgets: the last sixty or so make it. */
export type ForgetfulMean = { readonly mean: number; readonly count: number };

const REMEMBERED = 60;

/** Adds a value. */
export function forgetfulMean({ mean, count }: ForgetfulMean, value: number): ForgetfulMean {
  const next = count + 1;
  return { mean: mean + (value - mean) / Math.min(next, REMEMBERED), count: next };
}
