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
  const chance = { normal, chiSquare: (df: number) => drawChiSquare(df, uniform, normal) };
  const tables = new Map(looks.map(({ df }) => [df, boundTable(test.alpha, df)]));
  const bounds = looks.map(({ df }) => tables.get(df) ?? (() => Infinity));
  const planned = ((PLANNED_SCORE + normalQuantile(test.power)) / test.effect) ** 2;
  const byLook = looks.map(() => new Float64Array(paths));
  const steady = looks.every(({ df }) => df === looks[0]?.df);
  for (let path = 0; path < paths; path += 1) {
    // Where the last score of the paths is spread evenly, a quarter of them is as exact; what lies before it is as likely backwards.
    const scores = steady
      ? drawBackwards(looks, normalQuantile((path + 0.5) / paths), chance)
      : drawForwards(looks, chance);
    let least = Infinity;
    for (const [index, { information, df }] of looks.entries()) {
      const [score, share] = [scores.score[index] ?? 0, (scores.spread[index] ?? 0) / df];
      const bound = bounds[index]?.(Math.log(information / share / planned)) ?? Infinity;
      least = Math.min(least, (bound * Math.sqrt(share) - score) / Math.sqrt(information));
      (byLook[index] as Float64Array)[path] = least;
    }
  }
  for (const needed of byLook) needed.sort();
  return { byLook };
}

type Chance = { readonly normal: () => number; readonly chiSquare: (df: number) => number };
/** By look: the score of the difference, and the sum of squares of as many standard normals as there are degrees of freedom. */
type Path = { readonly score: Float64Array; readonly spread: Float64Array };

/** Units that gather frames: score and spread wander alike, each keeping its share of the information. */
function drawBackwards(looks: readonly PlannedLook[], last: number, { normal, chiSquare }: Chance): Path {
  const path = { score: new Float64Array(looks.length), spread: new Float64Array(looks.length) };
  const df = looks[0]?.df ?? 0;
  let [score, spread] = [last, chiSquare(df)];
  for (let index = looks.length - 1; index >= 0; index -= 1) {
    const later = looks[index + 1];
    if (later !== undefined) {
      const kept = Math.min(1, Math.sqrt((looks[index]?.information ?? 0) / later.information));
      const fresh = Math.sqrt(1 - kept * kept);
      score = kept * score + fresh * normal();
      spread = (kept * Math.sqrt(spread) + fresh * normal()) ** 2 + fresh * fresh * chiSquare(df - 1);
    }
    path.score[index] = score;
    path.spread[index] = spread;
  }
  return path;
}

/** Units that join (blocks) add to the spread by how far they lie from what was known before them. */
function drawForwards(looks: readonly PlannedLook[], { normal, chiSquare }: Chance): Path {
  const path = { score: new Float64Array(looks.length), spread: new Float64Array(looks.length) };
  let [score, spread] = [normal(), chiSquare(looks[0]?.df ?? 0)];
  for (const [index, { information, df }] of looks.entries()) {
    const before = looks[index - 1];
    if (before !== undefined) {
      const kept = Math.min(1, Math.sqrt(before.information / information));
      const [fresh, shock] = [Math.sqrt(1 - kept * kept), normal()];
      spread += (fresh * score - kept * shock) ** 2 + chiSquare(df - before.df - 1);
      score = kept * score + fresh * shock;
    }
    path.score[index] = score;
    path.spread[index] = spread;
  }
  return path;
}

const [FROM, TO, STEPS] = [-9, 5, 20];

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
