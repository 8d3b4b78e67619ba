import type { Configuration } from "@fleet-persona/persona";
import type { Limits, Past } from "./adjust/limits.ts";
import type { Judgement, Subject } from "./adjust/subject.ts";
import type { HeldSample } from "./explore/explore.ts";
import { remember, type Recommended, type StabilisationMs } from "./guards/stabilisation.ts";
import { forgetOwn, noteOwn } from "./hands/hands.ts";
import type { Seen } from "./look.ts";
import type { EngineMemory } from "./memory.ts";
import { noteChange } from "./outcome/guardrail.ts";
import type { ReactiveMemory } from "./reactive/reactive-memory.ts";
import type { EngineSettings } from "./settings.ts";
import type { Situation } from "./situation.ts";

type Recommendations = Readonly<Record<string, Recommended>>;

/** What is remembered and declared about one attribute at this step. */
export function pastOf(
  memory: EngineMemory,
  seen: Seen,
  recommended: Recommendations,
  { now, settings }: Situation,
  name: string,
): Past {
  return {
    changedAt: lastChange(memory, name, now),
    wish: memory.wishes[name] ?? 0,
    hand: seen.hands.hands[name],
    backOff: seen.outcome.backedOff[name],
    recommended: recommended[name] ?? [],
    stepLimit: settings.stepLimits[name],
  };
}

/** The recommendations of the stabilisation windows, this step's included. Only the policy's are waited out. */
export function recommendationsOf(
  memory: EngineMemory,
  subjects: readonly Subject[],
  windows: StabilisationMs,
  now: number,
): Recommendations {
  if (windows.grow <= 0 && windows.shrink <= 0) return {};
  const next: Record<string, Recommended> = { ...memory.recommended };
  for (const { attribute, current, target, source } of subjects) {
    if (source === "policy")
      next[attribute.name] = remember(memory.recommended[attribute.name], target, current, now, windows);
  }
  return next;
}

type Taken = {
  readonly judgements: readonly Judgement[];
  readonly recommended: Recommendations;
  readonly reactive: ReactiveMemory | null;
  readonly explored: HeldSample | null;
  readonly now: number;
  readonly limits: Limits;
};

/** The memory after a step. While nothing at all may move, the reactive rule's sync must not be used up. */
export function remembered(memory: EngineMemory, seen: Seen, taken: Taken): EngineMemory {
  const { judgements, recommended, reactive, explored, now, limits } = taken;
  const changedAt: Record<string, number> = {};
  for (const name of Object.keys(memory.changedAt)) changedAt[name] = lastChange(memory, name, now) ?? now;
  const wishes: Record<string, number> = {};
  let moves = false;
  for (const { verdict, wish } of judgements) {
    if (wish !== 0) wishes[verdict.attribute] = wish;
    if (verdict.final === verdict.current) continue;
    changedAt[verdict.attribute] = now;
    moves = true;
  }
  const still = limits.off || limits.frozenBy !== null || isAllPaused(limits);
  // A way back that moves nothing any more has arrived.
  const outcome = moves || still ? seen.outcome : { ...seen.outcome, rollback: null };
  return {
    changedAt,
    wishes,
    triggers: seen.triggers,
    tenantTriggers: seen.tenantTriggers,
    recommended,
    hands: seen.hands,
    outcome,
    reactive: still ? memory.reactive : reactive,
    explored,
  };
}

/**
 * What the world answered to a decision: `readBack` is in force now. From here on it is this agent's own, and its
 * outcome is watched against the window before.
 */
export function noteApplied(
  memory: EngineMemory,
  change: { readonly from: Configuration; readonly readBack: Configuration; readonly at: number },
  settings: Pick<EngineSettings, "guardrail">,
): EngineMemory {
  const { from, readBack, at } = change;
  const outcome = noteChange(memory.outcome, from, at, settings.guardrail);
  return { ...memory, hands: noteOwn(memory.hands, readBack, at), outcome };
}

/** The target was lost, or an apply did not end as it should: what is found there later proves nothing about anybody. */
export function noteLost(memory: EngineMemory, names?: readonly string[]): EngineMemory {
  // A whole target that was away is another service to compare with.
  const outcome = names === undefined ? { ...memory.outcome, watch: null } : memory.outcome;
  return { ...memory, hands: forgetOwn(memory.hands, names), outcome };
}

function isAllPaused({ pauses, now }: Limits): boolean {
  return pauses.some(({ scope, until }) => scope.kind === "all" && (until === null || now < until));
}

// After the clock was set back, a change "in the future" counts as made now: the wait starts over and ends.
function lastChange(memory: EngineMemory, name: string, now: number): number | undefined {
  const at = memory.changedAt[name];
  return at === undefined ? undefined : Math.min(at, now);
}
