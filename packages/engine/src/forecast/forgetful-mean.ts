import { briefNumber } from "./brief-number.ts";

/** A mean that counts the first values alike and then forgets: the last `remembered` or so make it. */
export type ForgetfulMean = { readonly mean: number; readonly count: number };

/** Enough to tell one forecaster from another, and soon forgotten. */
const RECENT = 60;

/** Adds a value. */
export function forgetfulMean({ mean, count }: ForgetfulMean, value: number, remembered = RECENT): ForgetfulMean {
  const next = count + 1;
  return { mean: briefNumber(mean + (value - mean) / Math.min(next, remembered)), count: next };
}
