import type { FreezeWindow } from "../controls.ts";
import { localTime } from "./local-time.ts";

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
  return Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
}
