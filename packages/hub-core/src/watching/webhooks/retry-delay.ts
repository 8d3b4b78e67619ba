const s = 1_000;
const min = 60 * s;
const h = 60 * min;

/** How long after each failed try the next one comes; about a day in all. */
export const retryDelaysMs: readonly number[] = [
  5 * s,
  30 * s,
  2 * min,
  10 * min,
  30 * min,
  h,
  2 * h,
  4 * h,
  7 * h,
  9 * h,
];

const longestMs = 24 * h;

type Failed = {
  /** Failed tries so far, this one included. */
  readonly attempts: number;
  /** In [0, 1). */
  readonly chance: number;
  /** What the receiver asked for. */
  readonly retryAfterMs: number | null;
};

/** Milliseconds to the next try, a fifth more or less so that what failed together does not come back together; null: it was the last. */
export function retryDelay({ attempts, chance, retryAfterMs }: Failed): number | null {
  const delay = retryDelaysMs[attempts - 1];
  if (delay === undefined) return null;
  const jittered = Math.round(delay * (0.8 + 0.4 * chance));
  return Math.max(jittered, Math.min(retryAfterMs ?? 0, longestMs));
}
