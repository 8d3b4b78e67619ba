import type { Bucket } from "./bucket.ts";
import type { ForecasterName, Said } from "./forecaster.ts";
import { holtWinters, type HoltWinters } from "./holt-winters.ts";
import type { Horizon } from "./horizon.ts";
import { persistence, type Persistence } from "./persistence.ts";
import { seasonalNaive, type SeasonalNaive } from "./seasonal-naive.ts";

/** What the forecasters of one signal carry. */
export type Ensemble = {
  readonly persistence: Persistence;
  readonly seasonalNaive: SeasonalNaive;
  readonly holtWinters: HoltWinters;
};

/** The forecasters, in the order in which their words and errors are kept; the first is the safe one. */
export const FORECASTERS = ["persistence", "seasonal-naive", "holt-winters"] as const satisfies ForecasterName[];

/** One word of each forecaster; null where it has nothing to say. */
export type Words = readonly (Said | null)[];

export const startEnsemble: Ensemble = {
  persistence: persistence.start,
  seasonalNaive: seasonalNaive.start,
  holtWinters: holtWinters.start,
};

export function observeAll(state: Ensemble, bucket: Bucket): Ensemble {
  return {
    persistence: persistence.observe(state.persistence, bucket),
    seasonalNaive: seasonalNaive.observe(state.seasonalNaive, bucket),
    holtWinters: holtWinters.observe(state.holtWinters, bucket),
  };
}

export function forecastAll(state: Ensemble, horizon: Horizon): Words {
  return [
    persistence.forecast(state.persistence, horizon),
    seasonalNaive.forecast(state.seasonalNaive, horizon),
    holtWinters.forecast(state.holtWinters, horizon),
  ];
}

export function learnAll(state: Ensemble, horizon: Horizon, [first, second, third]: Words, truth: number): Ensemble {
  return {
    persistence: first ? persistence.learn(state.persistence, horizon, first, truth) : state.persistence,
    seasonalNaive: second ? seasonalNaive.learn(state.seasonalNaive, horizon, second, truth) : state.seasonalNaive,
    holtWinters: third ? holtWinters.learn(state.holtWinters, horizon, third, truth) : state.holtWinters,
  };
}

export function restartAll(state: Ensemble): Ensemble {
  return {
    persistence: persistence.restart(state.persistence),
    seasonalNaive: seasonalNaive.restart(state.seasonalNaive),
    holtWinters: holtWinters.restart(state.holtWinters),
  };
}
