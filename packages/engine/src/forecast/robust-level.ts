/** A level with a damped trend that outliers do not drag along; in the unit of the signal, times in ms. */
export type RobustLevel = {
  readonly at: number;
  readonly level: number;
  /** Per second. */
  readonly trend: number;
  /** Recent mean absolute one-step error. */
  readonly spread: number;
  readonly seen: number;
  /** Outliers in a row; negative when they lay below. */
  readonly aside: number;
};

// Huber's k = 2 on one-step errors, and their scale grown by at most a bounded error: Gelper, Fried & Croux,
// Robust forecasting with exponential and Holt-Winters smoothing, Journal of Forecasting 29 (2010).
const OUTLIER = 2;
const LARGEST_FOR_SPREAD = 4;
const SPREAD_GAIN = 0.03;
/** Standard deviation of a normal error over its mean absolute. */
const DEVIATION_OF_MEAN_ABSOLUTE = Math.sqrt(Math.PI / 2);
const WARM_UP = 5;
// What lies aside this often in a row is a new level, not an outlier: a deploy, a failover.
const SHIFTED_AFTER = 5;
const TREND_GAIN = 0.1;
const SILENCE_MS = 900_000;

/** Takes in a value. `memorySeconds` is the time constant of the smoothing; 0 follows the value. */
export function observeLevel(
  before: RobustLevel | null,
  value: number,
  at: number,
  memorySeconds: number,
): RobustLevel {
  if (before === null || memorySeconds === 0 || at - before.at > SILENCE_MS)
    return { at, level: value, trend: 0, spread: before?.spread ?? 0, seen: 1, aside: 0 };
  const seconds = (at - before.at) / 1000;
  const expected = before.level + before.trend * reach(seconds, memorySeconds);
  const error = value - expected;
  const warm = before.seen >= WARM_UP;
  const limit = warm ? OUTLIER * DEVIATION_OF_MEAN_ABSOLUTE * before.spread : Number.POSITIVE_INFINITY;
  const aside = Math.abs(error) > limit ? asideAgain(before.aside, Math.sign(error)) : 0;
  if (Math.abs(aside) >= SHIFTED_AFTER) return { ...before, at, level: value, trend: 0, seen: 1, aside: 0 };
  const seen = before.seen + 1;
  const counted = warm ? Math.min(Math.abs(error), LARGEST_FOR_SPREAD * before.spread) : Math.abs(error);
  const gained = Math.max(1 - Math.exp(-seconds / memorySeconds), 1 / seen) * Math.max(-limit, Math.min(limit, error));
  const bent = warm ? (TREND_GAIN * gained) / memorySeconds : 0;
  return {
    at,
    level: expected + gained,
    trend: before.trend * Math.exp(-seconds / damping(memorySeconds)) + bent,
    spread: before.spread + Math.max(SPREAD_GAIN, 1 / seen) * (counted - before.spread),
    seen,
    aside,
  };
}

/** The level `seconds` after it was last observed. */
export function levelAhead({ level, trend }: RobustLevel, seconds: number, memorySeconds: number): number {
  return level + trend * reach(seconds, memorySeconds);
}

function asideAgain(aside: number, side: number): number {
  return Math.sign(aside) === side ? aside + side : side;
}

// A trend dies away over half the memory: the seconds of undamped trend that come to the same.
function reach(seconds: number, memorySeconds: number): number {
  return memorySeconds === 0 ? 0 : damping(memorySeconds) * (1 - Math.exp(-seconds / damping(memorySeconds)));
}

function damping(memorySeconds: number): number {
  return memorySeconds / 2;
}
