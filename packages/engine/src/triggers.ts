import type { AttributeValue, InputSignal, Trigger } from "@fleet-persona/persona";
import type { Bound, Bounds } from "./bounds.ts";
import type { TriggerState } from "./memory.ts";
import { usable, type Signals } from "./signals.ts";

// For a trigger on a signal the policy does not read, and which therefore declares no limit of its own.
const DEFAULT_STALENESS_MS = 15_000;

/** What the active triggers ask for. */
export type TriggerDemands = {
  readonly active: readonly string[];
  readonly pins: Readonly<Record<string, AttributeValue>>;
  readonly narrowed: Bounds;
  readonly safe: boolean;
  /** A decision now: waits are as short as the largest deviation would make them. */
  readonly decide: boolean;
};

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
): { states: Record<string, TriggerState>; demands: TriggerDemands } {
  const next: Record<string, TriggerState> = {};
  const active: Trigger[] = [];
  for (const trigger of triggers) {
    const input = inputs.find(({ name }) => name === trigger.when.signal);
    const stalenessMs = input === undefined ? DEFAULT_STALENESS_MS : input.staleness_s * 1000;
    const reading = usable(signals, trigger.when.signal, stalenessMs, now);
    const before = states[trigger.name] ?? { since: null, active: false };
    const after = typeof reading === "number" ? follow(trigger.when, before, reading, now) : unseen(before);
    next[trigger.name] = after;
    if (after.active) active.push(trigger);
  }
  return { states: next, demands: demandsOf(active) };
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

function demandsOf(active: readonly Trigger[]): TriggerDemands {
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
