import type { Attribute, AttributeValue, Configuration } from "@fleet-persona/persona";
import type { Bounds } from "../bounds.ts";
import { allowedChoices, clampValue } from "../guards/clamp.ts";
import type { Signals } from "../signals.ts";
import { allocate, capacityLimit, capacityNow, type Capacity, type Knob } from "./allocate.ts";
import { readDemand, stabilise, type Demand } from "./demand.ts";
import type { ReactiveMemory } from "./reactive-memory.ts";
import type { ReactiveSettings } from "./reactive-settings.ts";

export type ReactiveSituation = {
  /** ms since the epoch. */
  readonly now: number;
  readonly signals: Signals;
  readonly config: Configuration;
  /** Those that may be steered; the rule knows cpu_allocation, active_servers, max_connections, caching_strategy. */
  readonly attributes: readonly Attribute[];
  readonly bounds: Bounds;
  readonly settings: ReactiveSettings;
};

export type ReactiveReason = "between-syncs" | "no-metrics" | "within-tolerance" | "stabilising" | "grow" | "shrink";

export type ReactiveAnswer = { memory: ReactiveMemory; recommended: Configuration; reason: ReactiveReason };

/**
 * The rule fleets run today: desired capacity = capacity × max(utilisation / target, latency / objective), as the
 * Kubernetes horizontal autoscaler computes it, with its tolerance, sync interval and scale-down window.
 * Beyond it: more caching when capacity runs out or latency is over its objective, more connections when
 * requests queue before idle CPUs, both back to their defaults after a calm window. Always within bounds.
 */
export function reactive(memory: ReactiveMemory, situation: ReactiveSituation): ReactiveAnswer {
  const { now, config, settings } = situation;
  const due = memory.syncedAt === null || memory.syncedAt > now || now - memory.syncedAt >= settings.syncIntervalMs;
  if (!due) return { memory, recommended: config, reason: "between-syncs" };
  const demand = readDemand(situation.signals, settings, now);
  if (demand.ratio === null) {
    const unseen = { ...memory, syncedAt: memory.syncedAt === null ? null : now, calmSince: null };
    return { memory: unseen, recommended: config, reason: "no-metrics" };
  }
  const knobs = capacityKnobs(situation);
  const current = capacityNow(knobs);
  const desired = Math.min(current * demand.ratio, Math.max(current, capacityLimit(knobs)));
  const { highest, recommendations } = stabilise(memory, desired, current, now, settings.scaleDownWindowMs);
  const calmSince = demand.ratio <= 1 ? Math.min(memory.calmSince ?? now, now) : null;
  const next = demand.ratio > 1 ? desired : Math.min(current, highest);
  // Sliding down by less than the tolerance at every sync would be churn.
  const moves = demand.ratio > 1 || next < current * (1 - settings.tolerance);
  const outOfCapacity = current * demand.ratio > capacityLimit(knobs) * (1 + settings.tolerance);
  const calm = calmSince !== null && now - calmSince >= settings.scaleDownWindowMs;
  const capacity = moves ? allocate(next, knobs) : null;
  const recommended = settle(situation, {
    ...(capacity === null ? {} : { cpu_allocation: capacity.cores, active_servers: capacity.servers }),
    max_connections: connections(situation, demand, calm),
    caching_strategy: caching(situation, demand, outOfCapacity, calm),
  });
  const reason = reasonOf(demand.ratio, moves);
  return { memory: { syncedAt: now, recommendations, calmSince }, recommended, reason };
}

function reasonOf(ratio: number, moves: boolean): ReactiveReason {
  if (ratio > 1) return "grow";
  if (ratio === 1) return "within-tolerance";
  return moves ? "shrink" : "stabilising";
}

function capacityKnobs(situation: ReactiveSituation): Capacity {
  return { cores: knob(situation, "cpu_allocation"), servers: knob(situation, "active_servers") };
}

function knob({ attributes, config, bounds }: ReactiveSituation, name: string): Knob {
  const attribute = attributes.find((each) => each.name === name);
  const value = config[name];
  if (typeof value !== "number" || !(value > 0)) return { value: 1, min: 1, max: 1 };
  if (attribute?.kind !== "continuous" && attribute?.kind !== "integer") return { value, min: value, max: value };
  const limit = (edge: number) => Number(clampValue(attribute, edge, bounds[name]));
  return { value, min: limit(attribute.min), max: limit(attribute.max) };
}

function connections({ attributes, config, settings }: ReactiveSituation, demand: Demand, calm: boolean) {
  const attribute = attributes.find(({ name }) => name === "max_connections");
  const value = config["max_connections"];
  if (attribute?.kind !== "integer" || typeof value !== "number") return value;
  // Waiting requests before CPUs with room to spare: connections, not cores, are short.
  const idle = demand.utilisation !== null && demand.utilisation < 1 - settings.tolerance;
  if (demand.queued > 0 && idle) return value * 2;
  if (!calm || value === attribute.default) return value;
  return value > attribute.default ? Math.max(attribute.default, Math.floor(value / 2)) : value + 1;
}

function caching(situation: ReactiveSituation, demand: Demand, outOfCapacity: boolean, calm: boolean) {
  const { attributes, config, bounds, settings } = situation;
  const attribute = attributes.find(({ name }) => name === "caching_strategy");
  const value = config["caching_strategy"];
  if (attribute?.kind !== "categorical" || !attribute.ordered || value === undefined) return value;
  const allowed = allowedChoices(attribute, bounds["caching_strategy"]);
  const rank = allowed.indexOf(value as string);
  const late = demand.latency !== null && demand.latency > 1 + settings.tolerance;
  if (late || outOfCapacity) return allowed[rank + 1] ?? value;
  return calm ? (allowed[rank + Math.sign(allowed.indexOf(attribute.default) - rank)] ?? value) : value;
}

// Only what may be steered and is known, and only within bounds; the rest stays as it is.
function settle(
  { attributes, config, bounds }: ReactiveSituation,
  wanted: Readonly<Record<string, AttributeValue | undefined>>,
): Configuration {
  const settled: Record<string, AttributeValue> = { ...config };
  for (const attribute of attributes) {
    const value = wanted[attribute.name];
    if (value === undefined || config[attribute.name] === undefined) continue;
    settled[attribute.name] = clampValue(attribute, value, bounds[attribute.name]);
  }
  return settled;
}
