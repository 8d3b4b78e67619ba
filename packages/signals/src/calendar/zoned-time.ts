/** A wall clock's reading: months from 1, no zone. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
const formats = new Map<string, Intl.DateTimeFormat | null>();

/** Whether the language's zone tables know the zone. UTC needs none: they take megabytes once they are asked. */
export function isTimeZone(zone: string): boolean {
  return zone === "UTC" || formatOf(zone) !== null;
}

/** How far the zone's clocks are ahead of UTC at `at` (ms since the epoch), in ms. The zone must be one. */
export function zoneOffset(zone: string, at: number): number {
  const format = zone === "UTC" ? null : formatOf(zone);
  if (format === null) return 0;
  // Offsets change on quarters of an hour only, so the seconds that the format leaves out do not matter.
  const quarter = Math.floor(at / QUARTER_MS) * QUARTER_MS;
  const part = new Map(format.formatToParts(quarter).map(({ type, value }) => [type, Number(value)]));
  const wall = Date.UTC(
    part.get("year") ?? 0,
    (part.get("month") ?? 1) - 1,
    part.get("day") ?? 1,
    part.get("hour") ?? 0,
    part.get("minute") ?? 0,
  );
  return wall - quarter;
}

/** The wall clock's reading as if it were UTC, in ms: for counting days and weeks on. */
export function wallMs({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The moment at which the zone's clocks show `wall` (as `wallMs`). RFC 5545 3.3.5: a time that happens twice is the
 * first; one that is skipped is read with the offset before the gap.
 */
export function momentOf(wall: number, zone: string): number {
  const before = zoneOffset(zone, wall - DAY_MS);
  const after = zoneOffset(zone, wall + DAY_MS);
  const early = wall - before;
  if (before === after || zoneOffset(zone, early) === before) return early;
  const late = wall - after;
  return zoneOffset(zone, late) === after ? late : early;
}

function formatOf(zone: string): Intl.DateTimeFormat | null {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const made = makeFormat(zone);
  // Names come from files: an endless stream of wrong ones must not be remembered.
  if (formats.size < 64) formats.set(zone, made);
  return made;
}

function makeFormat(zone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
  } catch {
    return null;
  }
}
