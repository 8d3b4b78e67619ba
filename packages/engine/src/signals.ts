/** One observation: `value` in the unit its name declares, `at` in ms since the epoch. */
export type SignalReading = { readonly value: number; readonly at: number };

/** What was observed, by signal name. A name that is absent was not observed; it never stands for zero. */
export type Signals = Readonly<Record<string, SignalReading | undefined>>;

/** Why a signal cannot be used. */
export type SignalProblem = "missing" | "stale" | "not-finite";
