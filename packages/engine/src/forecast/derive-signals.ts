import type { SignalReading, Signals } from "../signals.ts";
import { forecastHolt, observeHolt, type HoltState } from "./damped-holt.ts";
import { HORIZONS } from "./horizon.ts";
import { isDense, observeOutlook, wasSetBack, type Outlook } from "./outlook.ts";

/** A forecast on its way to being checked: what was said, and what persistence would have said. */
type Pending = { readonly due: number; readonly forecast: number; readonly persistence: number };

// Counted up when what is remembered changes shape: a memory of another version is forgotten.
const VERSION = 2;

/** What is remembered of one signal. */
export type Followed = {
  readonly version: typeof VERSION;
  readonly holt: HoltState;
  readonly pending: Pending | null;
  /** Recent mean absolute error at 10 s; null before the first forecast came due. */
  readonly error: { readonly forecast: number; readonly persistence: number } | null;
  readonly outlook: Outlook;
};

/** What the forecasters carry, by signal name; plain JSON, about ten kilobytes for each. */
export type ForecastMemory = Readonly<Record<string, Followed>>;

// Share of the newest checked forecast in the recent error: about the last twenty, three minutes.
const ERROR_GAIN = 0.1;
const CHECK_AHEAD_S = 10;

/** A memory of nothing. */
export function initialForecastMemory(): ForecastMemory {
  return {};
}

/** What is remembered of a signal, unless the memory was written by another version of this package. */
export function remembered(memory: ForecastMemory | undefined, name: string): Followed | undefined {
  const followed: unknown = memory?.[name];
  return isFollowed(followed) ? followed : undefined;
}

function isFollowed(value: unknown): value is Followed {
  return typeof value === "object" && value !== null && "version" in value && value.version === VERSION;
}

/**
 * Adds, for each of `names` that was observed: `<name>.trend` (unit per second); `.forecast_10s`, `_1m`, `_5m`, `_15m`,
 * `_1h` (unit), each with its `_deviation` (standard deviation, unit); and, once a forecast came due,
 * `.forecast_error` and `.persistence_error` (recent mean absolute error at 10 s, unit). Ten seconds are the damped
 * Holt's, and a minute too while samples come every ten seconds or so; the rest is who errs least of persistence,
 * seasonal naive and Holt-Winters. Derived readings are as old as what they derive from: a signal that stops makes
 * its forecasts stale, not frozen. A memory of another version is started afresh.
 */
export function deriveSignals(
  memory: ForecastMemory,
  signals: Signals,
  now: number,
  names: readonly string[],
): { memory: ForecastMemory; signals: Signals } {
  const next: Record<string, Followed> = { ...memory };
  const derived: Record<string, SignalReading | undefined> = { ...signals };
  for (const name of names) {
    const reading = signals[name];
    // What float32 cannot hold is as unusable here as it is to a policy.
    if (reading === undefined || !Number.isFinite(Math.fround(reading.value))) continue;
    if (!(reading.at >= 0 && reading.at <= now)) continue;
    const followed = follow(remembered(memory, name), reading);
    next[name] = followed;
    describe(derived, name, followed, reading.at);
  }
  return { memory: next, signals: derived };
}

function follow(before: Followed | undefined, { value, at }: SignalReading): Followed {
  const setBack = before !== undefined && wasSetBack(before.outlook, at);
  const known = setBack ? undefined : before;
  const holt = observeHolt(known?.holt, value, at);
  if (known !== undefined && holt === known.holt) return known;
  const outlook = observeOutlook(before?.outlook ?? null, value, at, () => forecastHolt(holt, 60).value);
  const pending = known?.pending ?? null;
  const error = known?.error ?? null;
  if (pending !== null && at < pending.due) return { version: VERSION, holt, pending, error, outlook };
  const made = {
    due: at + CHECK_AHEAD_S * 1000,
    forecast: forecastHolt(holt, CHECK_AHEAD_S).value,
    persistence: value,
  };
  return { version: VERSION, holt, pending: made, error: checked(error, pending, value, at), outlook };
}

// A forecast that came due during a silence is not held against anyone.
function checked(error: Followed["error"], pending: Pending | null, value: number, at: number): Followed["error"] {
  if (pending === null || at - pending.due > CHECK_AHEAD_S * 1000) return error;
  const forecast = Math.abs(pending.forecast - value);
  const persistence = Math.abs(pending.persistence - value);
  if (error === null) return { forecast, persistence };
  return {
    forecast: error.forecast + ERROR_GAIN * (forecast - error.forecast),
    persistence: error.persistence + ERROR_GAIN * (persistence - error.persistence),
  };
}

function describe(
  into: Record<string, SignalReading | undefined>,
  name: string,
  { holt, error, outlook }: Followed,
  at: number,
) {
  into[`${name}.trend`] = { value: holt.slope, at };
  say(into, `${name}.forecast_10s`, forecastHolt(holt, 10), at);
  for (const horizon of HORIZONS) {
    const selected = outlook.forecasts[horizon.index];
    const said = horizon.name === "1m" && isDense(outlook) ? forecastHolt(holt, 60) : selected;
    if (said !== undefined) say(into, `${name}.forecast_${horizon.name}`, said, at);
  }
  if (error === null) return;
  into[`${name}.forecast_error`] = { value: error.forecast, at };
  into[`${name}.persistence_error`] = { value: error.persistence, at };
}

function say(
  into: Record<string, SignalReading | undefined>,
  name: string,
  { value, standardDeviation }: { readonly value: number; readonly standardDeviation: number },
  at: number,
) {
  into[name] = { value, at };
  into[`${name}_deviation`] = { value: standardDeviation, at };
}
