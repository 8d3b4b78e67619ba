// 64 buckets an octave, from 1/16 ms to 131 s: what a quantile is off by is below 0.8 % of it.
const OCTAVE_BITS = 6;
const LOWEST_EXPONENT = -4;
const OCTAVES = 21;
const BASE = (1023 + LOWEST_EXPONENT) << OCTAVE_BITS;
const SHIFT = 20 - OCTAVE_BITS;

/** Buckets of a histogram of latencies. */
export const BUCKETS = OCTAVES << OCTAVE_BITS;

const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);
scratch[0] = 1;
const HIGH = words[1] === 0 ? 0 : 1;

/** The bucket of a latency in ms, read from the exponent and the first bits of the number itself. */
export function bucketOf(ms: number): number {
  scratch[0] = ms;
  const bucket = ((words[HIGH] as number) >>> SHIFT) - BASE;
  return bucket < 0 ? 0 : bucket >= BUCKETS ? BUCKETS - 1 : bucket;
}

/** Lower end of a bucket, ms. */
export function lowerEnd(bucket: number): number {
  const within = bucket & ((1 << OCTAVE_BITS) - 1);
  return 2 ** ((bucket >> OCTAVE_BITS) + LOWEST_EXPONENT) * (1 + within / (1 << OCTAVE_BITS));
}

/** The latency at rank q × total of counts[from …], linear within a bucket; NaN of nothing. */
export function quantileOf(counts: Int32Array, from: number, total: number, q: number): number {
  if (total === 0) return Number.NaN;
  const rank = Math.max(1, q * total);
  let before = 0;
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    const count = counts[from + bucket] as number;
    if (count > 0 && before + count >= rank) {
      const low = lowerEnd(bucket);
      return low + ((lowerEnd(bucket + 1) - low) * (rank - before - 0.5)) / count;
    }
    before += count;
  }
  return lowerEnd(BUCKETS);
}
