/** One observation: `value` in the unit its name declares, `at` in ms since the epoch. */
export type SignalReading = { readonly value: number; readonly at: number };

/** What was observed, by signal name. A name that is absent was not observed; it never stands for zero. */
export type Signals = Readonly<Record<string, SignalReading | undefined>>;

/** Why a signal cannot be used. */
export type SignalProblem = "missing" | "stale" | "not-finite";

/**
 * The value of a signal if it may be relied on now, otherwise what is wrong with it. A reading from further in
 * the future than it may be old is as stale as one from the past; what float32 cannot hold is not finite.
 */
export function usable(signals: Signals, name: string, stalenessMs: number, now: number): number | SignalProblem {
  const reading = signals[name];
  if (reading === undefined) return "missing";
  if (!Number.isFinite(Math.fround(reading.value))) return "not-finite";
  return Math.abs(now - reading.at) <= stalenessMs ? reading.value : "stale";
}
