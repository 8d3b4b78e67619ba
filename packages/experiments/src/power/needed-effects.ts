import { PLANNED_SCORE } from "../estimate/compare.ts";
import { normalQuantile } from "../distributions/normal.ts";
import { sequentialScore, studentScore } from "../estimate/sequential.ts";
import { drawChiSquare, normalsOf, seededUniform } from "./seeded-chance.ts";

/** What is known at one look: information (1 / squared standard error of the relative effect) and degrees of freedom. */
export type PlannedLook = { readonly information: number; readonly df: number };

export type Test = { readonly alpha: number; readonly power: number; readonly effect: number };

export type NeededEffects = {
  /** By look: the relative effects that each path would have needed to be found by then, ascending. */
  readonly byLook: readonly Float64Array[];
};

const SEED = 20_170_831;

/**
 * Plays the same looks through `paths` runs of chance, as the verdict would see them, and notes how large an effect each would have needed. Difference and
 * spread are those of unit means: a stationary Gaussian process in ln(information) and the chi-square process beside it, drawn exactly. Seeded: the same question has the same answer.
 */
export function neededEffects(looks: readonly PlannedLook[], test: Test, paths: number): NeededEffects {
  const uniform = seededUniform(SEED);
  const normal = normalsOf(uniform);
  const chiSquare = (df: number): number => drawChiSquare(df, uniform, normal);
  const tables = new Map(looks.map(({ df }) => [df, boundTable(test.alpha, df)]));
  const planned = ((PLANNED_SCORE + normalQuantile(test.power)) / test.effect) ** 2;
  const byLook = looks.map(() => new Float64Array(paths));
  for (let path = 0; path < paths; path += 1) {
    let [score, spread, least] = [normal(), chiSquare(looks[0]?.df ?? 0), Infinity];
    for (const [index, { information, df }] of looks.entries()) {
      const before = looks[index - 1];
      if (before !== undefined)
        [score, spread] = onward(before, { information, df }, score, spread, { normal, chiSquare });
      const share = spread / df;
      const bound = tables.get(df)?.(Math.log(information / share / planned)) ?? Infinity;
      least = Math.min(least, (bound * Math.sqrt(share) - score) / Math.sqrt(information));
      (byLook[index] as Float64Array)[path] = least;
    }
  }
  for (const needed of byLook) needed.sort();
  return { byLook };
}

type Chance = { readonly normal: () => number; readonly chiSquare: (df: number) => number };

/** Score and spread at the next look: what was known keeps its share of the information. */
function onward(
  before: PlannedLook,
  now: PlannedLook,
  score: number,
  spread: number,
  chance: Chance,
): [number, number] {
  const kept = Math.min(1, Math.sqrt(before.information / now.information));
  const fresh = Math.sqrt(1 - kept * kept);
  const shock = chance.normal();
  const next = kept * score + fresh * shock;
  // Units that join (blocks) add to the spread by how far they lie from what was known before them.
  if (now.df > before.df)
    return [next, spread + (fresh * score - kept * shock) ** 2 + chance.chiSquare(now.df - before.df - 1)];
  const pulled = (kept * Math.sqrt(spread) + fresh * chance.normal()) ** 2;
  return [next, pulled + fresh * fresh * chance.chiSquare(now.df - 1)];
}

const [FROM, TO, STEPS] = [-14, 8, 44];

/** The bound on |t| by ln(progress), interpolated: the bound itself takes a tenth of a millisecond. */
function boundTable(alpha: number, df: number): (lnProgress: number) => number {
  const table = Array.from({ length: STEPS + 1 }, (_, index) =>
    studentScore(sequentialScore(alpha, Math.exp(FROM + ((TO - FROM) * index) / STEPS)), df),
  );
  return (lnProgress) => {
    const at = Math.min(STEPS - 1e-9, Math.max(0, ((lnProgress - FROM) / (TO - FROM)) * STEPS));
    const below = Math.floor(at);
    const [low, high] = [table[below] ?? Infinity, table[below + 1] ?? Infinity];
    return low + (high - low) * (at - below);
  };
}
