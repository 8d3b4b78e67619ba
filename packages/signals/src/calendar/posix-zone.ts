/** How far a zone's clocks are ahead of UTC at `at` (ms since the epoch), in ms. */
export type OffsetAt = (at: number) => number;

const NAME = String.raw`(?:[A-Za-z]{3,10}|<[A-Za-z0-9+-]{3,10}>)`;
const TIME = String.raw`[+-]?\d{1,3}(?::\d{2}){0,2}`;
const ZONE = new RegExp(`^${NAME}(${TIME})(?:${NAME}(${TIME})?,([^,]{1,20}),([^,]{1,20}))?$`);
const RULE = new RegExp(String.raw`^(?:M(\d{1,2})\.([1-5])\.([0-6])|(J?)(\d{1,3}))(?:/(${TIME}))?$`);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Reads a POSIX TZ text such as `CET-1CEST,M3.5.0,M10.5.0/3`, with RFC 8536's longer hours; null for anything else. It is
 * what zone files say about the time after their last entry.
 */
export function posixZone(text: string): OffsetAt | null {
  const match = ZONE.exec(text);
  if (match === null) return null;
  const [, west = "", summerWest, from, to] = match;
  // POSIX counts westwards; summer time is an hour ahead unless it says otherwise.
  const standard = 0 - durationMs(west);
  if (from === undefined || to === undefined) return () => standard;
  const summer = summerWest === undefined ? standard + HOUR_MS : 0 - durationMs(summerWest);
  const begins = ruleOf(from);
  const ends = ruleOf(to);
  if (begins === null || ends === null) return null;
  return (at) => {
    const year = new Date(at + standard).getUTCFullYear();
    const start = begins(year) - standard;
    const end = ends(year) - summer;
    const inSummer = start < end ? at >= start && at < end : at >= start || at < end;
    return inSummer ? summer : standard;
  };
}

/** The wall time (as if it were UTC, in ms) at which clocks change in a year. */
function ruleOf(text: string): ((year: number) => number) | null {
  const match = RULE.exec(text);
  if (match === null) return null;
  const [, month, week, weekday, julian, day, time] = match;
  const clock = time === undefined ? 2 * HOUR_MS : durationMs(time);
  if (month !== undefined) return (year) => nthWeekday(year, Number(month), Number(week), Number(weekday)) + clock;
  if (julian === "J") return (year) => leapless(year, Number(day)) + clock;
  return (year) => Date.UTC(year, 0, 1) + Number(day) * DAY_MS + clock;
}

// Week 5 is the last of the month; weekdays count from Sunday, 0.
function nthWeekday(year: number, month: number, week: number, weekday: number): number {
  const first = Date.UTC(year, month - 1, 1);
  const days = (weekday - new Date(first).getUTCDay() + 7) % 7;
  const found = first + (days + 7 * (week - 1)) * DAY_MS;
  return new Date(found).getUTCMonth() === month - 1 ? found : found - 7 * DAY_MS;
}

// Days from 1; 29 February is not counted.
function leapless(year: number, day: number): number {
  const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1;
  return Date.UTC(year, 0, day + (leap && day >= 60 ? 1 : 0));
}

function durationMs(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[+-]/, "").split(":").map(Number);
  return (text.startsWith("-") ? -1 : 1) * ((hours * 60 + minutes) * 60 + seconds) * 1000;
}
