import { usable, type Signals } from "../signals.ts";
import type { ReactiveMemory } from "./reactive-memory.ts";
import type { ReactiveSettings } from "./reactive-settings.ts";

/** How much more capacity the fleet needs than it has, by each metric that can be read. */
export type Demand = {
  /** Use over target; 1 = just right. Null when not readable. */
  readonly utilisation: number | null;
  /** Latency over its objective. Null when not readable. */
  readonly latency: number | null;
  /** Requests waiting for a free connection; 0 when not readable. */
  readonly queued: number;
  /** The higher of both, at most the growth factor; exactly 1 within the tolerance. Null when neither is readable. */
  readonly ratio: number | null;
};

/** Reads the rule's metrics. As in the horizontal autoscaler a metric that is missing can never argue for less. */
export function readDemand(signals: Signals, settings: ReactiveSettings, now: number): Demand {
  const read = (name: string) => {
    const reading = usable(signals, name, settings.stalenessMs, now);
    return typeof reading === "number" ? reading : null;
  };
  const utilisation = over(read("cpu_utilisation"), settings.targetUtilisation);
  const latency = over(read("latency_p95"), settings.latencySloMs);
  return { utilisation, latency, queued: read("queue_depth") ?? 0, ratio: ratioOf(utilisation, latency, settings) };
}

function over(reading: number | null, target: number): number | null {
  return reading === null ? null : Math.max(0, reading) / target;
}

function ratioOf(utilisation: number | null, latency: number | null, settings: ReactiveSettings): number | null {
  if (utilisation === null && latency === null) return null;
  const blind = utilisation === null || latency === null;
  const ratio = Math.max(utilisation ?? 0, latency ?? 0, blind ? 1 : 0);
  return Math.abs(ratio - 1) <= settings.tolerance ? 1 : Math.min(ratio, settings.maxGrowthFactor);
}

/** The highest capacity recommended within the scale-down window, and the window with `capacity` in it. */
export function stabilise(
  memory: ReactiveMemory,
  capacity: number,
  current: number,
  now: number,
  windowMs: number,
): { highest: number; recommendations: ReactiveMemory["recommendations"] } {
  // A rule that just took over has seen nothing yet: what is set now counts as its first recommendation.
  const seed = memory.recommendations.length === 0 ? [{ at: now, capacity: current }] : memory.recommendations;
  const recent = seed.filter(({ at }) => now - at < windowMs && at <= now);
  const kept = [...recent.filter((earlier) => earlier.capacity > capacity), { at: now, capacity }];
  return { highest: kept[0]?.capacity ?? capacity, recommendations: kept };
}
