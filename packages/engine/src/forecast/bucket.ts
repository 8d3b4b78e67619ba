/** The mean of the samples since the last bucket, at the time of the newest (ms). */
export type Bucket = { readonly at: number; readonly value: number };

export type Filling = { readonly closedAt: number | null; readonly sum: number; readonly count: number };

export const emptyBucket: Filling = { closedAt: null, sum: 0, count: 0 };

const BUCKET_MS = 10_000;

/**
 * Adds a sample. A bucket closes with the first sample of a new ten seconds, which belongs to it: samples every second
 * make means of ten, samples every minute or five stay themselves and are never a sample late.
 */
export function fillBucket(filling: Filling, value: number, at: number): { filling: Filling; bucket: Bucket | null } {
  const { closedAt } = filling;
  const sum = filling.sum + value;
  const count = filling.count + 1;
  if (closedAt !== null && Math.floor(at / BUCKET_MS) <= Math.floor(closedAt / BUCKET_MS))
    return { filling: { closedAt, sum, count }, bucket: null };
  return { filling: { closedAt: at, sum: 0, count: 0 }, bucket: { at, value: sum / count } };
}
