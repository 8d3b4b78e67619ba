import type { ReactiveMemory } from "./reactive/reactive-memory.ts";

/** What a trigger remembers: since when its condition holds without a break, and whether it is active. */
export type TriggerState = { readonly since: number | null; readonly active: boolean };

/** What the engine carries from one step to the next; plain JSON, so that it survives a restart. */
export type EngineMemory = {
  /** When each attribute was last changed, ms since the epoch. */
  readonly changedAt: Readonly<Record<string, number>>;
  /** Signed wish of whole-number attributes not yet worth a whole step, as a share of the range. */
  readonly wishes: Readonly<Record<string, number>>;
  readonly triggers: Readonly<Record<string, TriggerState>>;
  /** The reactive rule's own; null before it first decided. */
  readonly reactive: ReactiveMemory | null;
};

/** A memory of nothing. */
export function initialMemory(): EngineMemory {
  return { changedAt: {}, wishes: {}, triggers: {}, reactive: null };
}
