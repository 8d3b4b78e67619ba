import type { HeldSample } from "./explore/explore.ts";
import { noHands, type HandsMemory } from "./hands/hands.ts";
import type { Recommended } from "./guards/stabilisation.ts";
import { noOutcome, type OutcomeMemory } from "./outcome/guardrail.ts";
import type { ReactiveMemory } from "./reactive/reactive-memory.ts";

/** What a trigger remembers: since when its condition holds without a break, and whether it is active. */
export type TriggerState = { readonly since: number | null; readonly active: boolean };

/** What the engine carries from one step to the next; plain JSON, so that it survives a restart. */
export type EngineMemory = {
  /** When each attribute was last changed, ms since the epoch. */
  readonly changedAt: Readonly<Record<string, number>>;
  /** Signed wish of whole-number attributes not yet worth a whole step, as a share of the range. */
  readonly wishes: Readonly<Record<string, number>>;
  /** The author's triggers and the tenant's, by name. */
  readonly triggers: Readonly<Record<string, TriggerState>>;
  readonly tenantTriggers: Readonly<Record<string, TriggerState>>;
  /** What was recommended within the stabilisation windows, by attribute. */
  readonly recommended: Readonly<Record<string, Recommended>>;
  readonly hands: HandsMemory;
  readonly outcome: OutcomeMemory;
  /** The reactive rule's own; null before it first decided. */
  readonly reactive: ReactiveMemory | null;
  /** What was drawn for an experiment and is being said; null where nothing is explored. */
  readonly explored: HeldSample | null;
};

/** A memory of nothing. */
export function initialMemory(): EngineMemory {
  return {
    changedAt: {},
    wishes: {},
    triggers: {},
    tenantTriggers: {},
    recommended: {},
    hands: noHands,
    outcome: noOutcome,
    reactive: null,
    explored: null,
  };
}

/** A memory from an earlier build: what it does not have is as if nothing had happened yet. */
export function revivedMemory(kept: Partial<EngineMemory>): EngineMemory {
  return { ...initialMemory(), ...kept };
}

/** What a new Persona takes over: cooldowns, other hands and watched outcomes are the target's, the rest was its predecessor's. */
export function inheritedMemory({ changedAt, hands, outcome }: EngineMemory): EngineMemory {
  return { ...initialMemory(), changedAt, hands, outcome };
}
