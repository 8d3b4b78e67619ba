import {
  judgeExperiment,
  normalsOf,
  seededUniform,
  type Comparison,
  type Look,
  type UnitObservation,
} from "@fleet-persona/experiments";
import type { DataKind } from "./data-kind.ts";
import { mightFind } from "./might-find.ts";

/** Counts over trials of one kind. */
export type Peeked = {
  readonly kind: string;
  readonly trials: number;
  /** Trials in which any look found a difference where there was none. */
  readonly found: number;
  /** Last looks with an interval of a true effect of `EFFECT`, and those that held it. */
  readonly shown: number;
  readonly held: number;
};

export const EFFECT = 0.1;

/** Runs trials in which nothing differs and looks at every one of them at every interval; at the last look also at the same data with a real effect. */
export function peek(kind: DataKind, trials: number, seed: number): Peeked {
  const uniform = seededUniform(seed);
  const chance = { uniform, normal: normalsOf(uniform) };
  let [found, shown, held] = [0, 0, 0];
  for (let trial = 0; trial < trials; trial += 1) {
    const run = kind.start(chance);
    let any = false;
    for (let look = 1; look <= kind.looks; look += 1) {
      run.advance();
      if (!any) any = finds(kind, run.observe(0), look);
    }
    if (any) found += 1;
    const relative = compareAt(kind, run.observe(EFFECT), kind.looks)?.sequential.relative;
    if (relative === undefined || relative === null) continue;
    shown += 1;
    if (relative.low <= EFFECT && EFFECT <= relative.high) held += 1;
  }
  return { kind: kind.name, trials, found, shown, held };
}

function finds(kind: DataKind, observations: readonly UnitObservation[], look: number): boolean {
  if (kind.plain && !mightFind(observations)) return false;
  const comparison = compareAt(kind, observations, look);
  return comparison !== null && comparison.adjustedP <= kind.plan.alpha;
}

/** The comparison that the verdict is made of. */
export function compareAt(kind: DataKind, observations: readonly UnitObservation[], look: number): Comparison | null {
  return judgeExperiment(kind.plan, lookOf(observations, look * 60)).comparisons[0] ?? null;
}

export function lookOf(observations: readonly UnitObservation[], elapsedS: number): Look {
  const enrolled: Record<string, number> = {};
  for (const { arm } of observations) enrolled[arm] = (enrolled[arm] ?? 0) + 1;
  const shares = Object.fromEntries(Object.entries(enrolled).map(([arm, count]) => [arm, count / observations.length]));
  return { observations, enrolled, shares, elapsedS, multiplyExposed: [], stopped: [], clocksApart: [], aa: false };
}

/** 95 % interval of a share of trials (Wilson 1927). */
export function wilson(count: number, trials: number): { readonly low: number; readonly high: number } {
  const [z2, share] = [1.96 ** 2, count / trials];
  const centre = (share + z2 / (2 * trials)) / (1 + z2 / trials);
  const half = (1.96 / (1 + z2 / trials)) * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials ** 2));
  return { low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
