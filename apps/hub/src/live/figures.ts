import type { Attribute, AttributeValue } from "@fleet-persona/persona";

/** How a signal is read out: unit, decimals, and a factor from the unit it travels in. */
type Reading = { readonly unit: string; readonly decimals: number; readonly factor: number };

const READINGS: readonly (readonly [pattern: RegExp, reading: Reading])[] = [
  [/\.trend$/, { unit: "per s", decimals: 2, factor: 1 }],
  [/^request_rate/, { unit: "/s", decimals: 0, factor: 1 }],
  [/^latency_/, { unit: "ms", decimals: 0, factor: 1 }],
  [/^error_rate/, { unit: "%", decimals: 2, factor: 100 }],
  [/(_utilisation|_ratio|_share)$/, { unit: "%", decimals: 0, factor: 100 }],
  [/^throughput/, { unit: "kB/s", decimals: 0, factor: 0.001 }],
];

const PLAIN: Reading = { unit: "", decimals: 2, factor: 1 };

/** A signal's value in words a person reads: `212 /s`, `84 ms`, `0.02 %`. */
export function signalFigure(name: string, value: number): string {
  const { unit, decimals, factor } = READINGS.find(([pattern]) => pattern.test(name))?.[1] ?? PLAIN;
  return `${number(value * factor, decimals)}${unit ? ` ${unit}` : ""}`;
}

/** A number with a fixed count of decimals, grouped as the reader's language does. */
export function number(value: number, decimals: number): string {
  return new Intl.NumberFormat(undefined, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(
    value,
  );
}

/** An attribute's value with its unit: `0.175 cores`, `micro`, `on`. */
export function attributeFigure(attribute: Attribute | undefined, value: AttributeValue): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "string") return value;
  const digits = attribute?.kind === "continuous" ? number(value, 3) : number(value, Number.isInteger(value) ? 0 : 2);
  const unit = attribute && "unit" in attribute ? attribute.unit : "";
  return unit ? `${digits} ${unit}` : digits;
}

const CLOCK = new Intl.DateTimeFormat(undefined, {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const CLOCK_MINUTES = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const DAY = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

/** Time of day in the reader's zone. */
export function clock(at: number): string {
  return CLOCK.format(at);
}

/** Time of day as short as a tick allows: seconds only where they differ. */
export function tickClock(at: number): string {
  return at % 60_000 === 0 ? CLOCK_MINUTES.format(at) : CLOCK.format(at);
}

export function day(at: number): string {
  return DAY.format(at);
}

/** A length of time as one or two units: `40 s`, `5 min`, `1 h`. */
export function span(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
  return minutes % 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes / 60} h`;
}
