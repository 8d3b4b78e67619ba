import { noChecks } from "./checks.ts";
import { forecastHolt } from "./damped-holt.ts";
import { remembered, type ForecastMemory } from "./derive-signals.ts";
import { FORECASTERS, forecastAll } from "./ensemble.ts";
import type { ForecasterName } from "./forecaster.ts";
import type { ForgetfulMean } from "./forgetful-mean.ts";
import { HORIZONS, type HorizonName } from "./horizon.ts";
import { isDense, type Forecast } from "./outlook.ts";
import { speakerShare } from "./speaker.ts";

/** How the forecasts of one signal fare at one horizon. */
export type HorizonStatus = {
  readonly horizon: HorizonName;
  /** Who is heard, and how much of what is said is theirs, in [0, 1]; the rest is persistence's. */
  readonly speaker: ForecasterName | "damped-holt";
  readonly share: number;
  /** What is said now, in the unit of the signal; null before the first sample. */
  readonly forecast: Forecast | null;
  /** What each would say if it were alone; null where it has nothing to say. */
  readonly says: Readonly<Record<ForecasterName, number | null>>;
  /** Recent sum of absolute errors over sum of absolute values; null while nothing was checked or all was zero. */
  readonly wape: Readonly<Record<ForecasterName | "spoken", number | null>>;
  /** Forecasts checked so far. */
  readonly checks: number;
};

/** Who speaks at each horizon for a signal, and how each forecaster fared recently; empty for one never followed. */
export function forecastStatus(memory: ForecastMemory, name: string): readonly HorizonStatus[] {
  const followed = remembered(memory, name);
  if (followed === undefined) return [];
  const { outlook } = followed;
  return HORIZONS.map((ahead) => {
    const { name: horizon, index } = ahead;
    const { contest, error, size } = outlook.checks[index] ?? noChecks;
    const words = forecastAll(outlook.ensemble, ahead);
    const ofHolt = horizon === "1m" && isDense(outlook);
    return {
      horizon,
      speaker: ofHolt ? "damped-holt" : contest.speaker,
      share: ofHolt ? 1 : speakerShare(contest),
      forecast: ofHolt ? forecastHolt(followed.holt, 60) : (outlook.forecasts[index] ?? null),
      says: byForecaster((each) => words[each]?.[0] ?? null),
      wape: { ...byForecaster((each) => wape(contest.errors[each], size)), spoken: wape(error, size) },
      checks: error.count,
    };
  });
}

function byForecaster(value: (index: number) => number | null): Record<ForecasterName, number | null> {
  const of = (name: ForecasterName) => value(FORECASTERS.indexOf(name));
  return {
    persistence: of("persistence"),
    "seasonal-naive": of("seasonal-naive"),
    "holt-winters": of("holt-winters"),
  };
}

function wape(error: ForgetfulMean | undefined, size: ForgetfulMean): number | null {
  return error === undefined || error.count === 0 || size.mean === 0 ? null : error.mean / size.mean;
}
