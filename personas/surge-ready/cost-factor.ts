import { CLASSES, type Truth } from "@fleet-persona/demo-fleet";
import type { RecordedRow } from "./recording.ts";

/** Before anything was seen: a machine that does a little else. */
export const INITIAL_COST_FACTOR = 1.2;

type Second = Pick<RecordedRow, "signals" | "config"> & {
  readonly truth: Truth;
  readonly relativeSizes: readonly number[];
};

const GAIN = 0.12;
const RANGE = { least: 0.8, most: 2.2 };
// A fleet that cannot keep up answers less than what arrives, one that idles shows mostly itself.
const TELLING = { queueDepth: 5, requestRate: 40 };

/** Cores that `rate` requests a second keep busy when the cache answers `hit` of the catalogue's lookups. */
export function coresAt(truth: Truth, rate: number, hit: number): number {
  const saved = (CLASSES.catalogue.share * CLASSES.catalogue.cpuMs * hit) / 1000;
  return rate * (truth.coreSecondsPerRequest("off", rate) - saved);
}

/**
 * What requests cost on this machine against their cost alone, followed second by second: neighbours on the same
 * cores, hyperthreads and clocks make the same request up to twice as dear. Seconds that tell nothing leave it as it was.
 */
export function observedCostFactor(before: number, { truth, relativeSizes, signals, config }: Second): number {
  const rate = signals["request_rate"] ?? 0;
  const hit = signals["cache_hit_ratio"] ?? null;
  const utilisation = signals["cpu_utilisation"] ?? null;
  const queue = signals["queue_depth"] ?? 0;
  if (hit === null || utilisation === null || rate < TELLING.requestRate || queue > TELLING.queueDepth) return before;
  const active = relativeSizes.slice(0, Number(config["active_servers"] ?? relativeSizes.length));
  const cores = Number(config["cpu_allocation"] ?? 0) * active.reduce((sum, size) => sum + size, 0);
  const seen = (utilisation * cores) / coresAt(truth, rate, hit);
  return before + GAIN * (Math.min(RANGE.most, Math.max(RANGE.least, seen)) - before);
}
