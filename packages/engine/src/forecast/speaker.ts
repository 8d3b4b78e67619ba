import { FORECASTERS, type Words } from "./ensemble.ts";
import type { ForecasterName } from "./forecaster.ts";
import { forgetfulMean, type ForgetfulMean } from "./forgetful-mean.ts";

/** The absolute errors at one horizon, in the order of FORECASTERS, and who speaks. */
export type Contest = {
  readonly speaker: ForecasterName;
  readonly errors: readonly ForgetfulMean[];
  /** What they were over a long time. */
  readonly lasting: readonly ForgetfulMean[];
};

const NONE: readonly ForgetfulMean[] = FORECASTERS.map(() => ({ mean: 0, count: 0 }));

export const startContest: Contest = { speaker: "persistence", errors: NONE, lasting: NONE };

const LEAST_CHECKS = 3;
// Who speaks is replaced by who errs notably less, so that equals do not take turns.
const NOTABLY_LESS = 0.95;
// How sharply the two errors decide between the speaker and persistence, and how many checks count as much as none.
const SHARPNESS = 8;
const DOUBT = 5;
// Checks that make the lasting error: a few days of every five minutes.
const LASTING = 600;

/** Holds the truth against what each said, and says who speaks next. */
export function judge(contest: Contest, words: Words, truth: number): Contest {
  const judged = (errors: readonly ForgetfulMean[], remembered?: number) =>
    errors.map((error, index) => {
      const said = words[index];
      return said ? forgetfulMean(error, Math.abs(said[0] - truth), remembered) : error;
    });
  const next = { ...contest, errors: judged(contest.errors), lasting: judged(contest.lasting, LASTING) };
  return { ...next, speaker: elect(next) };
}

/** Who speaks next: who errs least, persistence until there is evidence. */
export function elect(contest: Contest): ForecasterName {
  const { speaker, errors } = contest;
  let best = speaker;
  for (const [index, name] of FORECASTERS.entries())
    if ((errors[index]?.count ?? 0) >= LEAST_CHECKS && errorOf(contest, name) < errorOf(contest, best)) best = name;
  return errorOf(contest, best) < NOTABLY_LESS * errorOf(contest, speaker) ? best : speaker;
}

/**
 * How much of what is said is the speaker's, in [0, 1]; the rest is persistence's. Half where both err alike: an
 * average of two errs less than the worse of them, which is what keeps a forecast from being worse than persistence.
 */
export function speakerShare(contest: Contest): number {
  const index = FORECASTERS.indexOf(contest.speaker);
  if (index === 0) return 1;
  const count = contest.errors[index]?.count ?? 0;
  return (count / (count + DOUBT)) * shareOf(errorOf(contest, contest.speaker), errorOf(contest, "persistence"));
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

// The recent error, or what it would be were it as far from persistence's as in the long run, whichever is more: who
// is better between two resets of a counter and far worse at each must not be forgiven before the next.
function errorOf({ errors, lasting }: Contest, name: ForecasterName): number {
  const index = FORECASTERS.indexOf(name);
  const recent = errors[index]?.mean ?? Number.POSITIVE_INFINITY;
  const safe = lasting[0]?.mean ?? 0;
  if (index === 0 || safe === 0) return recent;
  return Math.max(recent, ((lasting[index]?.mean ?? 0) / safe) * (errors[0]?.mean ?? 0));
}
