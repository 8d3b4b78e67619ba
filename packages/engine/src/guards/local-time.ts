const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const QUARTER_MS = 15 * MINUTE_MS;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
// 1970-01-01 was a Thursday.
const EPOCH_DAY = 3;

type Zone = { readonly minuteOfWeek: (at: number) => number; readonly offset: { quarter: number; minutes: number } };

// Asking the language for a zone's time costs more than all guards together, and clocks are only ever changed on quarters of
// an hour: an offset is asked for once in each. A memo, not a memory.
const zones = new Map<string, Zone>();

/** ISO day (1 = Monday) and minute of the day in a time zone at `now` (ms since the epoch); an unknown zone counts as UTC. */
export function localTime(now: number, timeZone: string): { day: number; minute: number } {
  const { minuteOfWeek, offset } = zoneOf(timeZone);
  const quarter = Math.floor(now / QUARTER_MS);
  if (offset.quarter !== quarter) {
    offset.minutes = minuteOfWeek(quarter * QUARTER_MS) - utcMinuteOfWeek(quarter * QUARTER_MS);
    offset.quarter = quarter;
  }
  const local = wrap(utcMinuteOfWeek(now) + offset.minutes);
  return { day: Math.floor(local / DAY_MINUTES) + 1, minute: local % DAY_MINUTES };
}

function utcMinuteOfWeek(at: number): number {
  return wrap(Math.floor(at / MINUTE_MS) + EPOCH_DAY * DAY_MINUTES);
}

function wrap(minutes: number): number {
  const week = 7 * DAY_MINUTES;
  return ((minutes % week) + week) % week;
}

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const formatter = makeFormatter(timeZone);
  const minuteOfWeek = (at: number): number => {
    const said = /(\w{3}),? (\d{2}):(\d{2})/.exec(formatter.format(at));
    const [, day = "Mon", hours = "0", minutes = "0"] = said ?? [];
    return DAYS.indexOf(day) * DAY_MINUTES + (Number(hours) % 24) * 60 + Number(minutes);
  };
  const made = { minuteOfWeek, offset: { quarter: Number.NaN, minutes: 0 } };
  zones.set(timeZone, made);
  return made;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat {
  const options = { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  try {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" });
  }
}
