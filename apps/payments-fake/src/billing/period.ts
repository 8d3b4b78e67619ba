import type { PriceRow } from "../state/rows.ts";

const DAY = 86_400;

/** The end of the period that starts at `start`. Months are counted from the anchor, so the 31st comes back after February. */
export function periodEnd(start: number, anchor: number, recurring: NonNullable<PriceRow["recurring"]>): number {
  const { interval, count } = recurring;
  switch (interval) {
    case "day":
      return start + count * DAY;
    case "week":
      return start + 7 * count * DAY;
    case "month":
      return addMonths(anchor, monthsBetween(anchor, start) + count);
    case "year":
      return addMonths(anchor, monthsBetween(anchor, start) + 12 * count);
    default:
      return interval satisfies never;
  }
}

function monthsBetween(from: number, to: number): number {
  const first = new Date(from * 1000);
  const second = new Date(to * 1000);
  return (second.getUTCFullYear() - first.getUTCFullYear()) * 12 + second.getUTCMonth() - first.getUTCMonth();
}

function addMonths(from: number, months: number): number {
  const date = new Date(from * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return Math.floor(date.getTime() / 1000);
}
