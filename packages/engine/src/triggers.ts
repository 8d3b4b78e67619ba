import type { AttributeValue, InputSignal, Trigger } from "@fleet-persona/persona";
import type { Bound } from "./bounds.ts";
import type { TriggerState } from "./memory.ts";
import { usable, type Signals } from "./signals.ts";

// For a trigger on a signal the policy does not read, and which therefore declares no limit of its own.
const DEFAULT_STALENESS_MS = 15_000;

/** What one side's active triggers ask for. */
type Demands = {
  readonly active: readonly string[];
  readonly pins: Readonly<Record<string, AttributeValue>>;
  readonly narrowed: Readonly<Record<string, Bound>>;
  readonly safe: boolean;
  /** A decision now: waits are as short as the largest deviation would make them. */
  readonly decide: boolean;
};

/** Whose word it is. */
type Side = "tenant-trigger" | "trigger";

/** What is left of both sides' demands: the tenant's come before the author's. */
export type TriggerDemands = {
  readonly pins: Readonly<Record<string, { readonly value: AttributeValue; readonly by: Side }>>;
  readonly narrowed: Readonly<Record<string, { readonly value: Bound; readonly by: Side }>>;
  readonly safe: boolean;
  readonly decide: boolean;
};

/** Lays the tenant's demands over the author's: for an attribute that the tenant speaks of, the author's word is not heard. */
export function demandsOver(tenant: Demands, author: Demands): TriggerDemands {
  if (tenant.safe) return { pins: {}, narrowed: {}, safe: true, decide: tenant.decide };
  const spokenFor = new Set([...Object.keys(tenant.pins), ...Object.keys(tenant.narrowed)]);
  const heard = author.safe ? { pins: {}, narrowed: {} } : author;
  const merged = <Value>(ours: Readonly<Record<string, Value>>, theirs: Readonly<Record<string, Value>>) => ({
    ...tagged(
      Object.entries(theirs).filter(([name]) => !spokenFor.has(name)),
      "trigger",
    ),
    ...tagged(Object.entries(ours), "tenant-trigger"),
  });
  return {
    pins: merged<AttributeValue>(tenant.pins, heard.pins),
    narrowed: merged<Bound>(tenant.narrowed, heard.narrowed),
    safe: author.safe,
    decide: tenant.decide || author.decide,
  };
}

function tagged<Value>(entries: readonly (readonly [string, Value])[], by: Side) {
  return Object.fromEntries(entries.map(([name, value]) => [name, { value, by }] as const));
}

type Watch = {
  readonly triggers: readonly Trigger[];
  readonly inputs: readonly InputSignal[];
  readonly signals: Signals;
  readonly now: number;
};

/** Follows each trigger's condition through time and collects what the active ones demand; later ones win. */
export function watchTriggers(
  states: Readonly<Record<string, TriggerState>>,
  { triggers, inputs, signals, now }: Watch,
): { states: Record<string, TriggerState>; demands: Demands } {
  const next: Record<string, TriggerState> = {};
  const active: Trigger[] = [];
  for (const trigger of triggers) {
    const stalenessMs = stalenessOf(inputs).get(trigger.when.signal) ?? DEFAULT_STALENESS_MS;
    const reading = usable(signals, trigger.when.signal, stalenessMs, now);
    const before = states[trigger.name] ?? { since: null, active: false };
    const after = typeof reading === "number" ? follow(trigger.when, before, reading, now) : unseen(before);
    next[trigger.name] = after;
    if (after.active) active.push(trigger);
  }
  return { states: next, demands: demandsOf(active) };
}

// The same inputs come with every step of a Persona: a memo, not a memory.
const staleness = new WeakMap<readonly InputSignal[], ReadonlyMap<string, number>>();

function stalenessOf(inputs: readonly InputSignal[]): ReadonlyMap<string, number> {
  const known = staleness.get(inputs);
  if (known !== undefined) return known;
  const made = new Map(inputs.map(({ name, staleness_s }) => [name, staleness_s * 1000]));
  staleness.set(inputs, made);
  return made;
}

// Silence is not evidence: an active trigger stays as it was, a pending one starts counting again.
function unseen(before: TriggerState): TriggerState {
  return before.active ? before : { since: null, active: false };
}

function follow(when: Trigger["when"], before: TriggerState, value: number, now: number): TriggerState {
  if (before.active) {
    const upward = when.comparison === ">" || when.comparison === ">=";
    const release = when.threshold + (upward ? -when.hysteresis : when.hysteresis);
    return holds(when.comparison, value, release) ? before : { since: null, active: false };
  }
  if (!holds(when.comparison, value, when.threshold)) return { since: null, active: false };
  const since = Math.min(before.since ?? now, now);
  return { since, active: now - since >= when.for_s * 1000 };
}

function holds(comparison: Trigger["when"]["comparison"], value: number, threshold: number): boolean {
  switch (comparison) {
    case ">":
      return value > threshold;
    case ">=":
      return value >= threshold;
    case "<":
      return value < threshold;
    case "<=":
      return value <= threshold;
    default:
      return comparison satisfies never;
  }
}

function demandsOf(active: readonly Trigger[]): Demands {
  const pins: Record<string, AttributeValue> = {};
  const narrowed: Record<string, Bound> = {};
  let safe = false;
  let decide = false;
  for (const { then: demand } of active) {
    switch (demand.kind) {
      case "pin":
        pins[demand.attribute] = demand.value;
        break;
      case "narrow":
        narrowed[demand.attribute] = { kind: "range", min: demand.min, max: demand.max };
        break;
      case "safe":
        safe = true;
        break;
      case "decide":
        decide = true;
        break;
      default:
        demand satisfies never;
    }
  }
  return { active: active.map(({ name }) => name), pins, narrowed, safe, decide };
}
