import { LEAST_UNITS } from "../verdict/arm-data.ts";
import { neededEffects, type NeededEffects, type PlannedLook } from "./needed-effects.ts";
import { powerSentences } from "./power-sentences.ts";

/** What is known of the goal before anything runs, in the metric's unit. */
export type Baseline = {
  readonly mean: number;
  /** Standard deviation between units' own levels: what is left when each is measured for ever. Of a switchback: between blocks. */
  readonly betweenSd: number;
  /** Correlation of a unit's level with its own past (CUPED), or of a block with its neighbour in the set; 0 where there is none or it is not used. */
  readonly correlation: number;
  /** How far one unit's figure over `overS` seconds strays from its level; null: already within `betweenSd`. */
  readonly within: { readonly sd: number; readonly overS: number } | null;
};

export type PowerQuestion = {
  readonly design:
    | { readonly kind: "hosts" }
    | { readonly kind: "switchback"; readonly blockS: number; readonly washOutS: number };
  /** Hosts in each arm at the end of the ramp; of no matter to a switchback. */
  readonly unitsPerArm: number;
  readonly arms: number;
  readonly alpha: number;
  readonly power: number;
  /** The smallest effect worth finding, as a share of the control's value. */
  readonly minimumEffect: number;
  readonly minS: number;
  readonly maxS: number;
  readonly lookEveryS: number;
  readonly baseline: Baseline;
};

export type PowerAnswer = {
  /** Chance that an effect of `minimumEffect` is found by `maxS`. */
  readonly power: number;
  /** The effect found by `maxS` with the power asked for, as a share of the control's value; null: none of any size, or not before units suffice. */
  readonly detectableEffect: number | null;
  /** Run time after which `minimumEffect` is found with the power asked for, not under `minS`; null: not by `maxS`. */
  readonly neededS: number | null;
  /** Hosts in each arm (switchback: sets of one block of each arm) with which it would be found by `maxS`; null: more than 10,000, or longer run needed. */
  readonly neededUnits: number | null;
  /** For a page; the first is the answer, the others what to do. */
  readonly sentences: readonly string[];
};

const PATHS = 1000;
// Where information hardly grows between looks nothing is found that was not before: so many suffice over any run.
const MOST_LOOKS = 40;
const MOST_UNITS = 10_000;

/**
 * Power of the very test the verdict uses, its many looks included: by playing 1,000 runs of chance (an error of about a hundredth) through its bounds. Total:
 * null and a sentence where there is nothing to reckon with.
 */
export function planPower(question: PowerQuestion): PowerAnswer {
  const looks = looksOf(question, question.unitsPerArm, 2 * MOST_LOOKS);
  if (looks.length === 0)
    return withSentences(question, {
      power: 0,
      detectableEffect: null,
      neededS: null,
      neededUnits: neededUnits(question),
    });
  const needed = neededEffects(looks, testOf(question), PATHS);
  const late = needed.byLook.at(-1) ?? new Float64Array();
  const effect = late[Math.ceil(question.power * late.length) - 1] ?? Infinity;
  return withSentences(question, {
    power: shareWithin(late, question.minimumEffect),
    detectableEffect: Number.isFinite(effect) ? effect : null,
    neededS: neededTime(question, looks, needed),
    neededUnits: neededUnits(question),
  });
}

const withSentences = (question: PowerQuestion, answer: Omit<PowerAnswer, "sentences">): PowerAnswer => ({
  ...answer,
  sentences: powerSentences(question, answer),
});

// The goal's alpha is shared by the arms beside the control.
const testOf = ({
  alpha,
  arms,
  power,
  minimumEffect,
}: PowerQuestion): { alpha: number; power: number; effect: number } => ({
  alpha: alpha / Math.max(1, arms - 1),
  power,
  effect: minimumEffect,
});

type TimedLook = PlannedLook & { readonly at: number };

/** The looks of a run with so many units; none where nothing could be judged. */
function looksOf(question: PowerQuestion, units: number, most: number): readonly TimedLook[] {
  const { design, baseline, maxS } = question;
  if (!(baseline.mean !== 0) || !Number.isFinite(baseline.mean) || !(question.minimumEffect > 0)) return [];
  const looks = design.kind === "hosts" ? hostLooks(question, units) : blockLooks(question, design, maxS, most);
  return looks.filter(({ information, df }) => Number.isFinite(information) && information > 0 && df > 2);
}

function hostLooks({ baseline, maxS, lookEveryS }: PowerQuestion, units: number): readonly TimedLook[] {
  if (units < LEAST_UNITS) return [];
  const df = 2 * units - 2 - (baseline.correlation === 0 ? 0 : 1);
  return timesUpTo(lookEveryS, maxS).map((at) => ({
    at,
    df,
    information: (units * baseline.mean ** 2) / (2 * unitVariance(baseline, at)),
  }));
}

/** Of one unit's figure after so long: what its past does not tell of its level, and what time has not evened out. */
function unitVariance({ betweenSd, correlation, within }: Baseline, seconds: number): number {
  const strays = within === null ? 0 : (within.sd ** 2 * within.overS) / seconds;
  return betweenSd ** 2 * (1 - correlation ** 2) + strays;
}

function blockLooks(
  { arms, baseline }: PowerQuestion,
  { blockS, washOutS }: { blockS: number; washOutS: number },
  maxS: number,
  most: number,
): readonly TimedLook[] {
  const setS = blockS * arms;
  const sets = Math.min(2000, Math.floor(maxS / setS));
  const strays = baseline.within === null ? 0 : (baseline.within.sd ** 2 * baseline.within.overS) / (blockS - washOutS);
  const variance = 2 * baseline.betweenSd ** 2 * (1 - baseline.correlation) + 2 * strays;
  const counts = countsUpTo(sets, most);
  return counts.map((count) => ({
    at: count * setS,
    df: count - 1,
    information: (count * baseline.mean ** 2) / variance,
  }));
}

/** Every look where they are few, else as many evenly in ln(time), the last one at the end. */
function timesUpTo(everyS: number, maxS: number): readonly number[] {
  const all = Math.max(1, Math.floor(maxS / everyS));
  if (all <= MOST_LOOKS) return Array.from({ length: all }, (_, index) => Math.min(maxS, (index + 1) * everyS));
  const first = Math.log(everyS);
  return Array.from({ length: MOST_LOOKS }, (_, index) =>
    Math.exp(first + ((Math.log(maxS) - first) * index) / (MOST_LOOKS - 1)),
  );
}

/** The same of blocks: every count where they are few, else as many evenly in ln(count). Each has its own degrees of freedom, which is what costs. */
function countsUpTo(sets: number, most: number): readonly number[] {
  const all = Math.max(0, sets - LEAST_UNITS + 1);
  if (all <= most) return Array.from({ length: all }, (_, index) => index + LEAST_UNITS);
  const first = Math.log(LEAST_UNITS);
  const step = (Math.log(sets) - first) / (most - 1);
  const counts = Array.from({ length: most }, (_, index) => Math.round(Math.exp(first + index * step)));
  return [...new Set(counts)];
}

function shareWithin(sorted: Float64Array, effect: number): number {
  const beyond = sorted.findIndex((needed) => needed > effect);
  return sorted.length === 0 ? 0 : (beyond < 0 ? sorted.length : beyond) / sorted.length;
}

function neededTime(
  { power, minimumEffect, minS }: PowerQuestion,
  looks: readonly TimedLook[],
  { byLook }: NeededEffects,
): number | null {
  const index = byLook.findIndex((needed) => shareWithin(needed, minimumEffect) >= power);
  const look = looks[index];
  return look === undefined ? null : Math.max(minS, Math.ceil(look.at));
}

// A quarter of the paths is enough to search with.
const SEARCH_PATHS = PATHS / 4;

/** What is found shrinks with the root of the units, so a few steps lead there. Of a switchback the units are sets, and it is the run that would have to be longer. */
function neededUnits(question: PowerQuestion): number | null {
  let units = Math.max(LEAST_UNITS * 2, question.unitsPerArm);
  const tried = new Map<number, number>();
  for (let step = 0; step < 8 && !tried.has(units); step += 1) {
    const effect = effectWith(question, units);
    tried.set(units, effect);
    const next = Math.ceil(units * Math.min(100, (effect / question.minimumEffect) ** 2));
    units = Math.min(4 * MOST_UNITS, Math.max(LEAST_UNITS, Number.isFinite(next) ? next : units * 2));
  }
  const enough = [...tried].filter(([count, effect]) => effect <= question.minimumEffect && count <= MOST_UNITS);
  return enough.length === 0 ? null : Math.min(...enough.map(([count]) => count));
}

function effectWith(question: PowerQuestion, units: number): number {
  const { design, arms } = question;
  const longer = design.kind === "hosts" ? question : { ...question, maxS: units * design.blockS * arms };
  const looks = looksOf(longer, units, MOST_LOOKS);
  if (looks.length === 0) return Infinity;
  const late = neededEffects(looks, testOf(question), SEARCH_PATHS).byLook.at(-1);
  return late?.[Math.ceil(question.power * SEARCH_PATHS) - 1] ?? Infinity;
}
