import {
  judgeExperiment,
  normalsOf,
  seededUniform,
  type Judgement,
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
  /** Trials in which any look would have rolled back for a guardrail that nothing had touched. */
  readonly rolledBack: number;
  /** Last looks with an interval of a true effect of `EFFECT`, and those that held it. */
  readonly shown: number;
  readonly held: number;
};

export const EFFECT = 0.1;

/** Runs trials in which nothing differs and looks at every one of them at every interval; at the last look also at the same data with a real effect. */
export function peek(kind: DataKind, trials: number, seed: number): Peeked {
  const uniform = seededUniform(seed);
  const chance = { uniform, normal: normalsOf(uniform) };
  let [found, rolledBack, shown, held] = [0, 0, 0, 0];
  for (let trial = 0; trial < trials; trial += 1) {
    const run = kind.start(chance);
    const seen = { found: false, rolledBack: false };
    for (let look = 1; look <= kind.looks; look += 1) {
      run.advance();
      noteLook(kind, run.observe(0), look, seen);
    }
    if (seen.found) found += 1;
    if (seen.rolledBack) rolledBack += 1;
    const relative = judgeAt(kind, run.observe(EFFECT), kind.looks).comparisons[0]?.sequential.relative;
    if (relative === undefined || relative === null) continue;
    shown += 1;
    if (relative.low <= EFFECT && EFFECT <= relative.high) held += 1;
  }
  return { kind: kind.name, trials, found, rolledBack, shown, held };
}

type Seen = { found: boolean; rolledBack: boolean };

function noteLook(kind: DataKind, observations: readonly UnitObservation[], look: number, seen: Seen): void {
  if ((seen.found && seen.rolledBack) || (kind.plain && !mightFind(observations))) return;
  const { comparisons, guardrails } = judgeAt(kind, observations, look);
  seen.found ||= comparisons.some(({ adjustedP }) => adjustedP <= kind.plan.alpha);
  seen.rolledBack ||= guardrails.some(({ state }) => state === "broken");
}

/** The judgement at a look, the first of which is 1. */
export function judgeAt(kind: DataKind, observations: readonly UnitObservation[], look: number): Judgement {
  return judgeExperiment(kind.plan, lookOf(observations, look * 60));
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
