import type { FreezeWindow } from "../controls.ts";

const MINUTE_MS = 60_000;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

type Zone = {
  readonly format: (at: number) => string;
  readonly last: { at: number; day: number; minute: number };
};

// Making a formatter costs fifty times what using it does, and a minute has many decisions: both are kept, as a memo.
const zones = new Map<string, Zone>();

/** The name of the first freeze window that `now` (ms since the epoch) lies in; null when none does. */
export function frozenBy(windows: readonly FreezeWindow[], now: number): string | null {
  return windows.find(({ window }) => contains(window, now))?.name ?? null;
}

function contains(window: FreezeWindow["window"], now: number): boolean {
  if (window.kind === "once") return now >= window.from && now < window.until;
  const { day, minute } = localTime(now, window.timeZone);
  const from = minutesOf(window.from);
  const until = minutesOf(window.until);
  if (until > from) return window.days.includes(day) && minute >= from && minute < until;
  const dayBefore = day === 1 ? 7 : day - 1;
  return (window.days.includes(day) && minute >= from) || (window.days.includes(dayBefore) && minute < until);
}

function minutesOf(text: string): number {
  const [hours = "0", minutes = "0"] = text.split(":");
  return Number(hours) * 60 + Number(minutes);
}

/** ISO day (1 = Monday) and minute of the day in a time zone; an unknown zone counts as UTC. */
function localTime(now: number, timeZone: string): { day: number; minute: number } {
  const { format, last } = zoneOf(timeZone);
  const minuteNow = Math.floor(now / MINUTE_MS);
  if (last.at === minuteNow) return last;
  const said = format(minuteNow * MINUTE_MS);
  const [, day = "Mon", hours = "0", minutes = "0"] = /(\w{3}),? (\d{2}):(\d{2})/.exec(said) ?? [];
  last.at = minuteNow;
  last.day = DAYS.indexOf(day) + 1;
  last.minute = (Number(hours) % 24) * 60 + Number(minutes);
  return last;
}

function zoneOf(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known !== undefined) return known;
  const formatter = makeFormatter(timeZone);
  const made = { format: (at: number) => formatter.format(at), last: { at: -1, day: 1, minute: 0 } };
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
