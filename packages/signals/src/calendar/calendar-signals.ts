import type { Signals } from "@fleet-persona/engine";
import { intlZoneOffsets, type ZoneOffsets } from "./zoned-time.ts";

const DAY_MS = 86_400_000;
// 1 January 1970 was a Thursday: the Monday before it is three days back.
const MONDAY_MS = 3 * DAY_MS;

/**
 * `time_of_day.*` and `day_of_week.*` as sine and cosine of the local time as an angle, so that 23:59 lies beside 0:00 and
 * Sunday beside Monday. Midnight and Monday 00:00 are the angle 0. Empty for a zone
 * that `offsets` does not know; `now` in ms since the epoch.
 */
export function calendarSignals(now: number, zone: string, offsets: ZoneOffsets = intlZoneOffsets): Signals {
  const offset = offsets(zone, now);
  if (offset === null) return {};
  const local = now + offset;
  const day = turn(local, DAY_MS);
  const week = turn(local + MONDAY_MS, 7 * DAY_MS);
  return {
    "time_of_day.sin": { value: Math.sin(day), at: now },
    "time_of_day.cos": { value: Math.cos(day), at: now },
    "day_of_week.sin": { value: Math.sin(week), at: now },
    "day_of_week.cos": { value: Math.cos(week), at: now },
  };
}

function turn(local: number, period: number): number {
  const part = ((local % period) + period) % period;
  return (part / period) * 2 * Math.PI;
}
