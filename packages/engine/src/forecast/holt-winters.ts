import type { Bucket } from "./bucket.ts";
import type { Forecaster, Said } from "./forecaster.ts";
import { HORIZONS, type Horizon } from "./horizon.ts";
import { forgetfulMean, type ForgetfulMean } from "./forgetful-mean.ts";
import { levelAhead, observeLevel, type RobustLevel } from "./robust-level.ts";
import { noTypicalDay, observeDay, seasonAt, type Season, type TypicalDay } from "./typical-day.ts";

export type HoltWinters = {
  readonly at: number | null;
  /** Seen below zero: such a signal may be forecast below zero. */
  readonly signed: boolean;
  readonly day: TypicalDay;
  /** By variant; null while its season is unknown. */
  readonly levels: readonly (RobustLevel | null)[];
  /** Recent absolute error by horizon and variant. */
  readonly errors: readonly (readonly ForgetfulMean[])[];
};

type Variant = { readonly season: keyof Season | "none"; readonly memorySeconds: number };

// The smoothing constants and the kind of season, from which a textbook fit would choose one by its error in the past.
const VARIANTS: readonly Variant[] = [
  { season: "none", memorySeconds: 300 },
  { season: "none", memorySeconds: 1800 },
  { season: "hour", memorySeconds: 0 },
  { season: "hour", memorySeconds: 300 },
  { season: "hour", memorySeconds: 1800 },
  { season: "slot", memorySeconds: 0 },
  { season: "slot", memorySeconds: 300 },
  { season: "slot", memorySeconds: 1800 },
  { season: "week", memorySeconds: 300 },
  { season: "week", memorySeconds: 1800 },
];
// How sharply a variant's recent error decides its share.
const SHARPNESS = 6;
const LEAST_CHECKS = 3;
const UNCHECKED: ForgetfulMean = { mean: 0, count: 0 };

/**
 * Additive Holt-Winters with damped trend (Hyndman & Athanasopoulos, ch. 8.3) over a typical day and week. Instead of
 * a fit, variants of its constants run side by side and are averaged by the inverse of their recent errors.
 */
export const holtWinters: Forecaster<HoltWinters> = {
  name: "holt-winters",
  start: {
    at: null,
    signed: false,
    day: noTypicalDay,
    levels: VARIANTS.map(() => null),
    errors: HORIZONS.map(() => VARIANTS.map(() => UNCHECKED)),
  },
  observe(state, bucket) {
    const season = seasonAt(state.day, bucket.at);
    return {
      at: bucket.at,
      signed: state.signed || bucket.value < 0,
      day: observeDay(state.day, bucket),
      levels: VARIANTS.map((variant, index) => follow(variant, state.levels[index] ?? null, bucket, season)),
      errors: state.errors,
    };
  },
  forecast(state, horizon) {
    if (state.at === null) return null;
    const season = seasonAt(state.day, state.at + horizon.seconds * 1000);
    const parts = VARIANTS.map((variant, index) => ahead(variant, state, index, season, horizon));
    return pooled(parts, state.errors[horizon.index] ?? []);
  },
  learn(state, horizon, [, ...parts], truth) {
    const errors = (state.errors[horizon.index] ?? []).map((error, index) => {
      const part = parts[index] ?? null;
      return part === null ? error : forgetfulMean(error, Math.abs(part - truth));
    });
    return { ...state, errors: state.errors.with(horizon.index, errors) };
  },
  restart: (state) => ({
    ...state,
    at: null,
    day: { ...state.day, at: null, filling: null },
    levels: VARIANTS.map(() => null),
  }),
};

function follow(
  { season, memorySeconds }: Variant,
  level: RobustLevel | null,
  { at, value }: Bucket,
  now: Season,
): RobustLevel | null {
  const seasonal = season === "none" ? 0 : now[season];
  return seasonal === null ? level : observeLevel(level, value - seasonal, at, memorySeconds);
}

function ahead(
  { season, memorySeconds }: Variant,
  { levels, at, signed }: HoltWinters,
  index: number,
  then: Season,
  { seconds }: Horizon,
): number | null {
  const level = levels[index] ?? null;
  const seasonal = season === "none" ? 0 : then[season];
  // A level that was not followed just now belongs to another part of the day.
  if (level === null || seasonal === null || level.at !== at) return null;
  const value = levelAhead(level, seconds, memorySeconds) + seasonal;
  return signed ? value : Math.max(0, value);
}

// Before any was checked, the plain mean of those that speak.
function pooled(parts: readonly (number | null)[], errors: readonly ForgetfulMean[]): Said | null {
  const checked = parts.map((part, index) => (part === null ? UNCHECKED : (errors[index] ?? UNCHECKED)));
  const ready = checked.some(({ count }) => count >= LEAST_CHECKS);
  const counted = checked.map(({ count }, index) => (ready ? count >= LEAST_CHECKS : parts[index] !== null));
  const least = Math.min(...checked.map(({ mean }, index) => (counted[index] ? mean : Number.POSITIVE_INFINITY)));
  let sum = 0;
  let weights = 0;
  for (const [index, part] of parts.entries()) {
    if (part === null || counted[index] !== true) continue;
    const weight = ready ? share(least, checked[index]?.mean ?? 0) : 1;
    sum += weight * part;
    weights += weight;
  }
  return weights === 0 ? null : [sum / weights, ...parts];
}

function share(least: number, error: number): number {
  return error === least ? 1 : (least / error) ** SHARPNESS;
}
