import { normalQuantile } from "../distributions/normal.ts";
import { studentQuantile, studentTwoSided, studentUpper } from "../distributions/student.ts";
import type { Interval } from "../verdict/verdict.ts";
import { differenceVariance, steadied, type ArmPair } from "./arm-pair.ts";
import { relativeByFieller } from "./relative-effect.ts";
import { normalScore, sequentialP, sequentialScore, studentScore } from "./sequential.ts";

/** How far the experiment has come: information so far as a share of what finding `effect` takes. */
export type Scale = {
  readonly effect: number;
  readonly kind: "relative" | "absolute";
  readonly alpha: number;
  readonly power: number;
  readonly timeShare: number;
};

// The bound at the planned end of an experiment at alpha 5 % is 3.1; there alone it enters, to place the mixture.
export const PLANNED_SCORE = 3.1;
// A control nearer to 0 than so many standard errors is no measure of shares.
const TELLS_FROM_ZERO = 4;

/** Information over what the plan needs; where the control is too near to 0 to say, the share of the longest run time. Never 0. */
export function progressOf(pair: ArmPair, scale: Scale): number {
  const variance = differenceVariance(pair);
  const relative = scale.kind === "relative";
  const blind = relative && !(Math.abs(pair.control) > TELLS_FROM_ZERO * Math.sqrt(pair.controlVariance));
  const needed = ((PLANNED_SCORE + normalQuantile(scale.power)) / scale.effect) ** 2;
  const information = relative ? (pair.control / Math.sqrt(variance)) ** 2 : 1 / variance;
  const progress = blind ? scale.timeShare : information / needed;
  return Math.min(1e9, Math.max(1e-9, Number.isFinite(progress) ? progress : variance === 0 ? 1 : scale.timeShare));
}

/** t of the difference; a difference without any error is told for certain, none without any error not at all. */
export function scoreOf(pair: ArmPair): number {
  const difference = pair.treated - pair.control;
  return difference === 0 ? 0 : difference / Math.sqrt(differenceVariance(pair));
}

export type Told = { readonly absolute: Interval; readonly relative: Interval | null; readonly p: number };

/** The anytime-valid estimate at `alpha`. */
export function tellSequential(seen: ArmPair, scale: Scale, alpha: number): Told {
  const pair = steadied(seen);
  const progress = progressOf(pair, scale);
  const score = studentScore(sequentialScore(alpha, progress), pair.df);
  return { ...intervals(pair, score), p: sequentialP(normalScore(scoreOf(pair), pair.df), progress) };
}

/** The estimate for one look alone. */
export function tellFixed(pair: ArmPair, alpha: number): Told {
  return { ...intervals(pair, studentQuantile(1 - alpha / 2, pair.df)), p: studentTwoSided(scoreOf(pair), pair.df) };
}

function intervals(pair: ArmPair, score: number): Pick<Told, "absolute" | "relative"> {
  const estimate = pair.treated - pair.control;
  const half = score * Math.sqrt(differenceVariance(pair));
  return {
    absolute: { estimate, low: estimate - half, high: estimate + half },
    relative: relativeByFieller(pair, score),
  };
}

/** Probability that treated > control under a flat prior on the difference: Student's t, which with many units is the Gaussian posterior. */
export function chanceAbove(pair: ArmPair): number {
  return 1 - studentUpper(scoreOf(pair), pair.df);
}
