import { briefNumber } from "./brief-number.ts";
import { fillSlot, SLOTS, slotOf, type SlotFilling } from "./day-slots.ts";
import type { Forecaster } from "./forecaster.ts";

export type SeasonalNaive = {
  readonly at: number | null;
  readonly filling: SlotFilling | null;
  /** The mean of each slot of the day when it was last seen; empty before the first. */
  readonly slots: readonly (number | null)[];
};

/** What was a day before; Hyndman & Athanasopoulos, Forecasting: principles and practice, ch. 5.2. */
export const seasonalNaive: Forecaster<SeasonalNaive> = {
  name: "seasonal-naive",
  start: { at: null, filling: null, slots: [] },
  observe(state, bucket) {
    const { filling, done } = fillSlot(state.filling, bucket);
    if (done === null) return { at: bucket.at, filling, slots: state.slots };
    const slots = state.slots.length === SLOTS ? state.slots : Array.from({ length: SLOTS }, () => null);
    return { at: bucket.at, filling, slots: slots.with(done.slot, briefNumber(done.mean)) };
  },
  forecast({ at, slots }, { seconds }) {
    const value = at === null ? null : (slots[slotOf(at + seconds * 1000)] ?? null);
    return value === null ? null : [value];
  },
  learn: (state) => state,
  restart: (state) => ({ ...state, at: null, filling: null }),
};
