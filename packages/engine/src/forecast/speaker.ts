import { FORECASTERS, type Words } from "./ensemble.ts";
import type { ForecasterName } from "./forecaster.ts";
import type { ForgetfulMean } from "./forgetful-mean.ts";

/** The recent absolute errors at one horizon, in the order of FORECASTERS, and who speaks. */
export type Contest = { readonly speaker: ForecasterName; readonly errors: readonly ForgetfulMean[] };

export const startContest: Contest = { speaker: "persistence", errors: FORECASTERS.map(() => ({ mean: 0, count: 0 })) };

const LEAST_CHECKS = 3;
// Who speaks is replaced by who errs notably less, so that equals do not take turns.
const NOTABLY_LESS = 0.95;
// How sharply the two errors decide between the speaker and persistence, and how many checks count as much as none.
const SHARPNESS = 8;
const DOUBT = 5;

/** Who speaks next: the least recent error, persistence until there is evidence. */
export function elect({ speaker, errors }: Contest): ForecasterName {
  let best = speaker;
  for (const [index, name] of FORECASTERS.entries())
    if ((errors[index]?.count ?? 0) >= LEAST_CHECKS && errorOf(errors, name) < errorOf(errors, best)) best = name;
  return errorOf(errors, best) < NOTABLY_LESS * errorOf(errors, speaker) ? best : speaker;
}

/**
 * How much of what is said is the speaker's, in [0, 1]; the rest is persistence's. Half where both err alike: an
 * average of two errs less than the worse of them, which is what keeps a forecast from being worse than persistence.
 */
export function speakerShare({ speaker, errors }: Contest): number {
  const index = FORECASTERS.indexOf(speaker);
  if (index === 0) return 1;
  const count = errors[index]?.count ?? 0;
  return (count / (count + DOUBT)) * shareOf(errorOf(errors, speaker), errorOf(errors, "persistence"));
}

/** The value that is spoken. */
export function speak(contest: Contest, words: Words): number {
  const safe = words[0]?.[0] ?? Number.NaN;
  const said = words[FORECASTERS.indexOf(contest.speaker)]?.[0] ?? safe;
  return safe + speakerShare(contest) * (said - safe);
}

function shareOf(error: number, safe: number): number {
  if (error === safe) return 0.5;
  return 1 / (1 + (error / safe) ** SHARPNESS);
}

function errorOf(errors: Contest["errors"], name: ForecasterName): number {
  return errors[FORECASTERS.indexOf(name)]?.mean ?? Number.POSITIVE_INFINITY;
}
