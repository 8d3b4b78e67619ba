import type { Bucket } from "./bucket.ts";

/** Five-minute slots of a day in UTC. */
export const SLOTS = 288;
const SLOT_MS = 300_000;

/** The slot being filled: its number since the epoch, and what fell into it. */
export type SlotFilling = { readonly number: number; readonly sum: number; readonly count: number };

/** The mean of a slot that is over. */
export type SlotMean = { readonly slot: number; readonly at: number; readonly mean: number };

/** The slot of the day in which `at` (ms) lies. */
export function slotOf(at: number): number {
  return Math.floor(at / SLOT_MS) % SLOTS;
}

/** Adds a bucket; `done` is the mean of the slot before, once a bucket falls into another. */
export function fillSlot(
  filling: SlotFilling | null,
  { at, value }: Bucket,
): { filling: SlotFilling; done: SlotMean | null } {
  const number = Math.floor(at / SLOT_MS);
  if (filling?.number === number)
    return { filling: { number, sum: filling.sum + value, count: filling.count + 1 }, done: null };
  const done = filling && {
    slot: filling.number % SLOTS,
    at: filling.number * SLOT_MS,
    mean: filling.sum / filling.count,
  };
  return { filling: { number, sum: value, count: 1 }, done };
}
