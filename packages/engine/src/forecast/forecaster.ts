import type { Bucket } from "./bucket.ts";
import type { Horizon } from "./horizon.ts";

export type ForecasterName = "persistence" | "seasonal-naive" | "holt-winters";

/** What a forecaster says, in the unit of the signal, and the variants it came from, for it to learn from. */
export type Said = readonly [value: number, ...variants: (number | null)[]];

/** One way of looking ahead. States are plain JSON; nothing is mutated. */
export interface Forecaster<State> {
  readonly name: ForecasterName;
  readonly start: State;
  /** Takes in a bucket newer than all before it. */
  observe(state: State, bucket: Bucket): State;
  /** The value `horizon` after the last bucket; null while it has nothing to say. */
  forecast(state: State, horizon: Horizon): Said | null;
  /** What became of a forecast it made earlier. */
  learn(state: State, horizon: Horizon, said: Said, truth: number): State;
  /** Forgets when the last bucket was, not what was learnt: the clock was set back. */
  restart(state: State): State;
}
