import { momentOf, type ZoneOffsets } from "./zoned-time.ts";
import type { IcsTime } from "./ics-time.ts";

/** What is understood of an RRULE. Days count from Monday, 0. `until` in ms since the epoch, inclusive. */
export type Recurrence = {
  readonly frequency: "daily" | "weekly";
  readonly interval: number;
  readonly count: number | null;
  readonly until: number | null;
  readonly days: readonly number[];
  readonly weekStart: number;
};

const DAY_MS = 86_400_000;
const DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
const UNDERSTOOD = new Set(["FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"]);
const UNTIL = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;
// More days than this between the first occurrence and the last that matters are not walked.
const MOST_STEPS = 20_000;

/** Parses an RRULE; a sentence for everything that is not daily or weekly with COUNT, UNTIL, INTERVAL, BYDAY and WKST. */
export function parseRecurrence(value: string, start: IcsTime, offsets: ZoneOffsets): Recurrence | string {
  const parts = new Map<string, string>();
  for (const part of value.trim().split(";")) {
    const [key = "", of = ""] = part.split("=", 2);
    if (!UNDERSTOOD.has(key.toUpperCase())) return `its rule has ${key || "an empty part"}, which is not understood`;
    parts.set(key.toUpperCase(), of.toUpperCase());
  }
  const frequency = parts.get("FREQ")?.toLowerCase();
  if (frequency !== "daily" && frequency !== "weekly")
    return `it repeats ${frequency ?? "without FREQ"}, not daily or weekly`;
  const interval = wholeNumber(parts.get("INTERVAL") ?? "1");
  const count = parts.has("COUNT") ? wholeNumber(parts.get("COUNT") ?? "") : null;
  if (interval === null || interval > 1000) return "its INTERVAL is no whole number from 1 to 1000";
  if (parts.has("COUNT") && count === null) return "its COUNT is no whole number from 1";
  if (count !== null && parts.has("UNTIL")) return "its rule has both COUNT and UNTIL";
  const until = parts.has("UNTIL") ? untilOf(parts.get("UNTIL") ?? "", start, offsets) : null;
  if (typeof until === "string") return until;
  const days =
    parts
      .get("BYDAY")
      ?.split(",")
      .map((day) => DAYS.indexOf(day)) ?? [];
  if (days.includes(-1)) return `its BYDAY ${parts.get("BYDAY") ?? ""} is not a list of plain weekdays`;
  const weekStart = DAYS.indexOf(parts.get("WKST") ?? "MO");
  if (weekStart === -1) return "its WKST is no weekday";
  return { frequency, interval, count, until, days, weekStart };
}

/**
 * The wall times (see `IcsTime`) at which it happens, with moments in [from, to], in order; a sentence when that would
 * need too many steps. `start` is the first one (RFC 5545 3.8.5.3), whatever BYDAY says.
 */
export function occurrences(
  start: IcsTime,
  rule: Recurrence,
  { from, to }: { readonly from: number; readonly to: number },
  offsets: ZoneOffsets,
): readonly number[] | string {
  const found: number[] = [];
  let seen = 0;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const wall = start.wall + step * DAY_MS;
    if (step > 0 && !happensOn(wall, start, rule)) continue;
    seen += 1;
    // Far before both ends the zone's tables need not be asked.
    const early = wall < Math.min(from, rule.until ?? Infinity) - 2 * DAY_MS;
    const moment = early ? wall : momentOf(wall, start.zone, offsets);
    if (moment > to || (rule.until !== null && moment > rule.until)) return found;
    if (moment >= from) found.push(wall);
    if (rule.count !== null && seen >= rule.count) return found;
  }
  return `it began more than ${MOST_STEPS} days ago`;
}

function happensOn(wall: number, start: IcsTime, rule: Recurrence): boolean {
  const days = Math.floor(wall / DAY_MS) - Math.floor(start.wall / DAY_MS);
  if (rule.frequency === "daily")
    return days % rule.interval === 0 && (rule.days.length === 0 || rule.days.includes(weekday(wall)));
  const wanted = rule.days.length === 0 ? [weekday(start.wall)] : rule.days;
  const weeks = weekNumber(wall, rule.weekStart) - weekNumber(start.wall, rule.weekStart);
  return weeks % rule.interval === 0 && wanted.includes(weekday(wall));
}

// 1 January 1970 was a Thursday, day 3 from Monday.
function weekday(wall: number): number {
  return (((Math.floor(wall / DAY_MS) + 3) % 7) + 7) % 7;
}

function weekNumber(wall: number, weekStart: number): number {
  return Math.floor((Math.floor(wall / DAY_MS) + 3 - weekStart) / 7);
}

// A date means the whole of that day; a time without Z is on the clocks of the start.
function untilOf(value: string, start: IcsTime, offsets: ZoneOffsets): number | string {
  const match = UNTIL.exec(value);
  if (match === null) return `its UNTIL is no date: ${value.slice(0, 40)}`;
  const [, year, month, day, hour, minute, second, utc] = match;
  const wall = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour ?? 23),
    Number(minute ?? 59),
    Number(second ?? 59),
  );
  return utc === "Z" ? wall : momentOf(wall, start.zone, offsets);
}

function wholeNumber(text: string): number | null {
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
}
