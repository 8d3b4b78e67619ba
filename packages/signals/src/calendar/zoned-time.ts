/** A wall clock's reading: months from 1, no zone. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

/** How far the clocks of an IANA zone are ahead of UTC at `at` (ms since the epoch), in ms; null for a zone it does not know. */
export type ZoneOffsets = (zone: string, at: number) => number | null;

const DAY_MS = 86_400_000;
const QUARTER_MS = 900_000;
const formats = new Map<string, Intl.DateTimeFormat | null>();

/** The language's own zone tables. Whoever counts megabytes asks zone files instead: the first question takes 8 MB. */
export const intlZoneOffsets: ZoneOffsets = (zone, at) => {
  if (zone === "UTC") return 0;
  const format = formatOf(zone);
  if (format === null) return null;
  // Offsets change on quarters of an hour only, so the seconds that the format leaves out do not matter.
  const quarter = Math.floor(at / QUARTER_MS) * QUARTER_MS;
  const part = new Map(format.formatToParts(quarter).map(({ type, value }) => [type, Number(value)]));
  const number = (type: Intl.DateTimeFormatPartTypes) => part.get(type) ?? 0;
  return Date.UTC(number("year"), number("month") - 1, number("day"), number("hour"), number("minute")) - quarter;
};

/** The wall clock's reading as if it were UTC, in ms: for counting days and weeks on. */
export function wallMs({ year, month, day, hour, minute, second }: WallTime): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/**
 * The moment at which the zone's clocks show `wall` (as `wallMs`). RFC 5545 3.3.5: a time that happens twice is the
 * first; one that is skipped is read with the offset before the gap. A zone that is not known counts as UTC.
 */
export function momentOf(wall: number, zone: string, offsets: ZoneOffsets): number {
  const offset = (at: number) => offsets(zone, at) ?? 0;
  const before = offset(wall - DAY_MS);
  const after = offset(wall + DAY_MS);
  const early = wall - before;
  if (before === after || offset(early) === before) return early;
  const late = wall - after;
  return offset(late) === after ? late : early;
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
