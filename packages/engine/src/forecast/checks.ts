import { briefNumber } from "./brief-number.ts";
import type { Bucket } from "./bucket.ts";
import type { Words } from "./ensemble.ts";
import { forgetfulMean, type ForgetfulMean } from "./forgetful-mean.ts";
import type { Said } from "./forecaster.ts";
import type { Horizon } from "./horizon.ts";
import { judge, startContest, type Contest } from "./speaker.ts";

/** A forecast on its way to being checked: when it was made (ms), what each said, and what was spoken. */
export type Kept = { readonly at: number; readonly words: Words; readonly spoken: number };

/** What is known about the forecasts at one horizon. */
export type Checks = {
  readonly kept: readonly Kept[];
  readonly contest: Contest;
  /** Recent absolute and squared error of what was spoken, and recent absolute value, in the unit of the signal. */
  readonly error: ForgetfulMean;
  readonly square: ForgetfulMean;
  readonly size: ForgetfulMean;
};

const NONE: ForgetfulMean = { mean: 0, count: 0 };

export const noChecks: Checks = { kept: [], contest: startContest, error: NONE, square: NONE, size: NONE };

/** Splits what is kept by whether a bucket says what became of it. A forecast that came due in a silence is dropped. */
export function due(
  { kept }: Checks,
  horizon: Horizon,
  at: number,
  spacing: number,
): { ripe: readonly Kept[]; kept: readonly Kept[] } {
  const tolerance = Math.min(spacing, horizon.seconds / 4) * 1000;
  const late = (forecast: Kept) => at - forecast.at - horizon.seconds * 1000;
  return {
    ripe: kept.filter((forecast) => late(forecast) >= -tolerance / 2 && late(forecast) <= tolerance),
    kept: kept.filter((forecast) => late(forecast) < -tolerance / 2),
  };
}

/** Holds a bucket against a forecast. */
export function check(checks: Checks, { words, spoken }: Kept, { value }: Bucket): Checks {
  return {
    kept: checks.kept,
    contest: judge(checks.contest, words, value),
    error: forgetfulMean(checks.error, Math.abs(spoken - value)),
    square: forgetfulMean(checks.square, (spoken - value) ** 2),
    size: forgetfulMean(checks.size, Math.abs(value)),
  };
}

/** Keeps a forecast for checking, unless one was kept just before. */
export function keep(checks: Checks, horizon: Horizon, forecast: Kept): Checks {
  const newest = checks.kept.at(-1);
  // A second short still counts as the next: timers are late.
  if (newest !== undefined && forecast.at - newest.at < horizon.keepEverySeconds * 1000 - 1000) return checks;
  return { ...checks, kept: [...checks.kept, brief(forecast)] };
}

function brief({ at, words, spoken }: Kept): Kept {
  return { at, words: words.map((said) => said && briefSaid(said)), spoken: briefNumber(spoken) };
}

function briefSaid([value, ...variants]: Said): Said {
  return [briefNumber(value), ...variants.map((variant) => variant && briefNumber(variant))];
}
