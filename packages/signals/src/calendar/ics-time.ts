import type { IcsProperty } from "./ics-lines.ts";
import { momentOf, wallMs, type ZoneOffsets } from "./zoned-time.ts";

/** A DATE or DATE-TIME. `wall` counts on the zone's own clocks, so that days stay days when the clocks change. */
export type IcsTime = { readonly wall: number; readonly zone: string; readonly allDay: boolean };

const DATE_TIME = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?$/;
const DURATION = /^([+-]?)P(?:(\d{1,4})W|(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?)$/;

/** What times are read by: `floating` is the zone of those that name none. */
export type IcsZones = { readonly floating: string; readonly offsets: ZoneOffsets };

/** Reads one time; a sentence when it is none. */
export function icsTime(value: string, { parameters, name }: IcsProperty, zones: IcsZones): IcsTime | string {
  const match = DATE_TIME.exec(value.trim());
  if (match === null) return `${name} is no date: ${value.slice(0, 40)}`;
  const [, year, month, day, hour, minute, second, utc] = match;
  const wall = wallMs({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
  });
  // Date.UTC carries 31 February over into March; a calendar that says so is wrong.
  const there = new Date(wall);
  if (there.getUTCMonth() + 1 !== Number(month) || there.getUTCDate() !== Number(day) || Number(hour ?? 0) > 23)
    return `${name} is no date: ${value.slice(0, 40)}`;
  const zone = utc === "Z" ? "UTC" : (parameters.get("TZID") ?? zones.floating);
  if (zones.offsets(zone, wall) === null) return `its time zone ${zone} is no IANA zone`;
  return { wall, zone, allDay: hour === undefined };
}

/** The moment of a time, in ms since the epoch. */
export function icsMoment({ wall, zone }: IcsTime, { offsets }: IcsZones): number {
  return momentOf(wall, zone, offsets);
}

/** A DURATION in ms; null for anything else and for one below zero. */
export function icsDuration(value: string): number | null {
  const match = DURATION.exec(value.trim());
  if (match === null || value.trim().endsWith("P") || value.trim().endsWith("T")) return null;
  const [, sign, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
  if (sign === "-") return null;
  return (
    ((Number(weeks) * 7 + Number(days)) * 86_400 + Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000
  );
}
