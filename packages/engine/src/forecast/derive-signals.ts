import type { SignalReading, Signals } from "../signals.ts";
import { forecastHolt, observeHolt, type HoltState } from "./damped-holt.ts";

/** A forecast on its way to being checked: what was said, and what persistence would have said. */
type Pending = { readonly due: number; readonly forecast: number; readonly persistence: number };

type Followed = {
  readonly holt: HoltState;
  readonly pending: Pending | null;
  /** Recent mean absolute error at 10 s; null before the first forecast came due. */
  readonly error: { readonly forecast: number; readonly persistence: number } | null;
};

/** What the forecasters carry, by signal name; plain JSON. */
export type ForecastMemory = Readonly<Record<string, Followed>>;

// Share of the newest checked forecast in the recent error: about the last twenty, three minutes.
const ERROR_GAIN = 0.1;
const CHECK_AHEAD_S = 10;

/** A memory of nothing. */
export function initialForecastMemory(): ForecastMemory {
  return {};
}

/**
 * Adds, for each of `names` that was observed, `<name>.trend` (unit per second), `.forecast_10s`, `.forecast_1m`
 * (unit), `.forecast_10s_deviation`, `.forecast_1m_deviation` (standard deviation, unit) and, once a forecast came
 * due, `.forecast_error` and `.persistence_error` (recent mean absolute error at 10 s, unit). Derived readings are
 * as old as what they derive from: a signal that stops makes its forecasts stale, not frozen.
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
    if (reading === undefined || !Number.isFinite(reading.value) || reading.at > now) continue;
    const followed = follow(memory[name], reading);
    next[name] = followed;
    describe(derived, name, followed, reading.at);
  }
  return { memory: next, signals: derived };
}

function follow(before: Followed | undefined, { value, at }: SignalReading): Followed {
  const holt = observeHolt(before?.holt, value, at);
  if (before !== undefined && holt === before.holt) return before;
  const pending = before?.pending ?? null;
  if (pending !== null && at < pending.due) return { holt, pending, error: before?.error ?? null };
  const made = {
    due: at + CHECK_AHEAD_S * 1000,
    forecast: forecastHolt(holt, CHECK_AHEAD_S).value,
    persistence: value,
  };
  return { holt, pending: made, error: checked(before?.error ?? null, pending, value, at) };
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
  { holt, error }: Followed,
  at: number,
) {
  const soon = forecastHolt(holt, 10);
  const later = forecastHolt(holt, 60);
  into[`${name}.trend`] = { value: holt.slope, at };
  into[`${name}.forecast_10s`] = { value: soon.value, at };
  into[`${name}.forecast_10s_deviation`] = { value: soon.standardDeviation, at };
  into[`${name}.forecast_1m`] = { value: later.value, at };
  into[`${name}.forecast_1m_deviation`] = { value: later.standardDeviation, at };
  if (error === null) return;
  into[`${name}.forecast_error`] = { value: error.forecast, at };
  into[`${name}.persistence_error`] = { value: error.persistence, at };
}
