import { briefNumber } from "./brief-number.ts";
import type { Bucket } from "./bucket.ts";
import { fillSlot, SLOTS, slotOf, type SlotFilling, type SlotMean } from "./day-slots.ts";

/** The additive seasons of a signal, in its unit. */
export type TypicalDay = {
  readonly at: number | null;
  readonly filling: SlotFilling | null;
  /** Seconds of history seen, silences not counted. */
  readonly coveredSeconds: number;
  /** How far the signal stood above its typical day over the last day or so. */
  readonly offset: number;
  readonly slots: readonly (number | null)[];
  /** What each hour of the week adds to the typical day; empty before the first. */
  readonly hours: readonly number[];
};

export const noTypicalDay: TypicalDay = {
  at: null,
  filling: null,
  coveredSeconds: 0,
  offset: 0,
  slots: [],
  hours: [],
};

/** Seasons at one moment: of the very slot, of the hour around it, and of that hour with the day of the week. */
export type Season = { readonly slot: number | null; readonly hour: number | null; readonly week: number | null };

const NO_SEASON: Season = { slot: null, hour: null, week: null };
const DAY_S = 86_400;
const HOUR_MS = 3_600_000;
const HOURS = 168;
const SLOT_S = DAY_S / SLOTS;
const LONGEST_STEP_S = 900;
// Share of the newest day in the typical one once there are seven; before that they count alike.
const DAY_GAIN = 0.15;
const WEEK_GAIN = 0.5;
// Slots to either side that make the hour around a slot.
const AROUND = 6;

/** Takes in a bucket. */
export function observeDay(day: TypicalDay, bucket: Bucket): TypicalDay {
  const { filling, done } = fillSlot(day.filling, bucket);
  const step = day.at === null ? 0 : Math.min(LONGEST_STEP_S, (bucket.at - day.at) / 1000);
  const next = { ...day, at: bucket.at, filling, coveredSeconds: day.coveredSeconds + step };
  return done === null ? next : { ...next, ...learnSlot(next, done) };
}

function learnSlot(day: TypicalDay, { slot, at, mean }: SlotMean): Partial<TypicalDay> {
  const slots = day.slots.length === SLOTS ? day.slots : Array.from({ length: SLOTS }, () => null);
  const known = slots[slot] ?? null;
  if (known === null) return { slots: slots.with(slot, briefNumber(mean - day.offset)) };
  const hours = day.hours.length === HOURS ? day.hours : Array.from({ length: HOURS }, () => 0);
  const hour = Math.floor(at / HOUR_MS) % HOURS;
  const ofWeek = hours[hour] ?? 0;
  const days = day.coveredSeconds / DAY_S;
  const error = mean - day.offset - known;
  const surprise = error - (days >= 7 ? ofWeek : 0);
  return {
    slots: slots.with(slot, briefNumber(known + Math.max(DAY_GAIN, 1 / (1 + days)) * surprise)),
    hours: hours.with(hour, briefNumber(ofWeek + ((WEEK_GAIN * SLOT_S * 1000) / HOUR_MS) * (error - ofWeek))),
    offset: day.offset + (SLOT_S / DAY_S) * (mean - known - day.offset),
  };
}

/** The seasons at `at` (ms); null before a day, or a week, of history and where a silence left a hole. */
export function seasonAt(day: TypicalDay, at: number): Season {
  if (day.coveredSeconds < DAY_S) return NO_SEASON;
  const slot = slotOf(at);
  const hour = around(day.slots, slot);
  if (hour === null) return NO_SEASON;
  const week = day.coveredSeconds < 7 * DAY_S ? null : hour + (day.hours[Math.floor(at / HOUR_MS) % HOURS] ?? 0);
  return { slot: day.slots[slot] ?? hour, hour, week };
}

function around(slots: TypicalDay["slots"], slot: number): number | null {
  let sum = 0;
  let count = 0;
  for (let away = -AROUND; away <= AROUND; away += 1) {
    const value = slots[(slot + away + SLOTS) % SLOTS];
    if (value === null || value === undefined) continue;
    sum += value;
    count += 1;
  }
  return count === 0 ? null : sum / count;
}
