import type { Attribute, AttributeValue, Configuration } from "@fleet-persona/persona";
import { sameValue } from "./same-value.ts";

/** What this agent set last and read back; any other value is somebody else's. */
export type Applied = Readonly<Record<string, { readonly value: AttributeValue; readonly at: number }>>;

/**
 * An attribute that another hand changed. `drift`: once, left alone until `until`. `contention`: again and again, so
 * something else steers it; left alone until a person says to go on (`until` null).
 */
export type Hand = {
  readonly kind: "drift" | "contention";
  readonly since: number;
  readonly until: number | null;
  /** What this agent had set, and what was found instead. */
  readonly ours: AttributeValue;
  readonly theirs: AttributeValue;
};

/** What is remembered about other hands, by attribute. `times`: when they were seen within the last hour. */
export type HandsMemory = {
  readonly applied: Applied;
  readonly hands: Readonly<Record<string, Hand>>;
  readonly times: Readonly<Record<string, readonly number[]>>;
};

export const noHands: HandsMemory = { applied: {}, hands: {}, times: {} };

// As many hands within an hour are no accident.
const CONTENTION_AFTER = 3;
const CONTENTION_WITHIN_MS = 3_600_000;

type Look = {
  readonly attributes: readonly Attribute[];
  readonly config: Configuration;
  readonly now: number;
  readonly yieldMs: number;
  readonly resumedAt: Readonly<Record<string, number>>;
};

/** Compares what is set with what this agent set: yields to a hand, lets go when its time is up or a person said so. */
export function watchHands(memory: HandsMemory, { attributes, config, now, yieldMs, resumedAt }: Look): HandsMemory {
  if (Object.keys(memory.applied).length === 0 && Object.keys(memory.hands).length === 0) return memory;
  const applied: Record<string, Applied[string]> = { ...memory.applied };
  const hands: Record<string, Hand> = {};
  const times: Record<string, readonly number[]> = { ...memory.times };
  for (const [name, hand] of Object.entries(memory.hands)) {
    const resumed = Math.max(resumedAt[name] ?? 0, resumedAt["*"] ?? 0) > hand.since;
    if (resumed) delete times[name];
    if (!resumed && (hand.until === null || now < hand.until)) hands[name] = hand;
  }
  for (const attribute of attributes) {
    const { name } = attribute;
    const ours = applied[name];
    const theirs = config[name];
    if (ours === undefined || theirs === undefined || sameValue(attribute, ours.value, theirs)) continue;
    delete applied[name];
    const seen = [...(times[name] ?? []).filter((at) => now - at < CONTENTION_WITHIN_MS && at <= now), now];
    times[name] = seen;
    const contended = seen.length >= CONTENTION_AFTER;
    const until = contended ? null : now + yieldMs;
    hands[name] = { kind: contended ? "contention" : "drift", since: now, until, ours: ours.value, theirs };
  }
  return { applied, hands, times };
}

/** What was set and read back is this agent's own from now on. */
export function noteOwn(memory: HandsMemory, readBack: Configuration, at: number): HandsMemory {
  const own = Object.entries(readBack).map(([name, value]) => [name, { value, at }] as const);
  return { ...memory, applied: { ...memory.applied, ...Object.fromEntries(own) } };
}

/** After a target was lost, or an apply failed, what is set there proves nothing about anybody. */
export function forgetOwn(memory: HandsMemory, names?: readonly string[]): HandsMemory {
  if (names === undefined) return { ...memory, applied: {} };
  const kept = Object.entries(memory.applied).filter(([name]) => !names.includes(name));
  return { ...memory, applied: Object.fromEntries(kept) };
}
