import { shownNumber } from "../ui/figures.ts";

const units = [
  [86_400, "day", "days"],
  [3_600, "h", "h"],
  [60, "min", "min"],
  [1, "s", "s"],
] as const;

/** A length of time in its largest fitting unit: "40 s", "12 min", "6 h", "2.5 days". `seconds` may be a fraction. */
export function durationPhrase(seconds: number): string {
  if (!Number.isFinite(seconds)) return "–";
  const whole = Math.round(seconds);
  const [size, one, many] = units.find(([each]) => whole >= each) ?? units[3];
  const count = Number((whole / size).toPrecision(whole / size >= 100 ? 3 : 2));
  return `${shownNumber(count)} ${count === 1 ? one : many}`;
}

/** "2 h 14 min", "3 days 4 h": two units, for what has elapsed. */
export function elapsedPhrase(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const at = units.findIndex(([size]) => whole >= size);
  const first = units[at];
  if (first === undefined) return "0 s";
  const count = Math.floor(whole / first[0]);
  const lead = `${count} ${count === 1 ? first[1] : first[2]}`;
  const next = units[at + 1];
  const rest = next === undefined ? 0 : Math.floor((whole - count * first[0]) / next[0]);
  return next === undefined || rest === 0 ? lead : `${lead} ${rest} ${rest === 1 ? next[1] : next[2]}`;
}
