import { below, randomFromSeed } from "../training/random.ts";

/** A figure with its 95 % interval; null stands for what JSON cannot write (nothing to compare, or without bound). */
export type Interval = { readonly value: number | null; readonly low: number | null; readonly high: number | null };

const RESAMPLES = 1_000;
const SEED = 1_979;

/**
 * A statistic over groups with its 95 % percentile interval (Efron, 1979), whole groups drawn again: the seeds of one trace
 * belong together, so that many seeds of few traces do not look like many traces. Seeded: the same groups, the same interval.
 */
export function bootstrapped<T>(groups: readonly T[], statistic: (drawn: readonly T[]) => number): Interval {
  if (groups.length === 0) return { value: null, low: null, high: null };
  const random = randomFromSeed(SEED);
  const drawn = Array.from({ length: RESAMPLES }, () =>
    statistic(groups.map(() => groups[below(random, groups.length)] as T)),
  )
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b);
  const at = (share: number) => writable(drawn[Math.floor(share * (drawn.length - 1))]);
  return { value: writable(statistic(groups)), low: at(0.025), high: at(0.975) };
}

/** The middle value; of an even number the mean of both. NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return low === high ? low : (low + high) / 2;
}

function writable(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
