import { generateTrace, TRAFFIC } from "@fleet-persona/demo-fleet";
import { windowOf, type NamedScenario } from "@fleet-persona/learning";
import type { FleetModel, RatePoint } from "@fleet-persona/simulator";
import { findTraces } from "../forecast/find-traces.ts";
import { cadenceSeconds, type Trace } from "../forecast/trace.ts";

export type UnseenOptions = { readonly fleet: FleetModel; readonly seconds: number; readonly warmupS: number };

// Counts of what people or programs asked for; other recordings are of load or latency, which no traffic can be made from.
const COUNTS = /request_count|volume|^functions|LLMInference/;
// The busiest functions of the recording, the rest are much like them.
const MOST_FUNCTIONS = 4;
const HELD_OUT_SEEDS = 900_000;
const GENERATED = 4;

/**
 * Recorded traces on the demo fleet. In rate each is scaled as a whole, its median to the fleet's calm traffic or its busiest
 * half per cent to a flash crowd, whichever is less. In time one recorded sample (a minute, or five) passes in a second: a day
 * in minutes, harder to follow than the day was, and the name says so. A seed picks the stretch and its single arrivals.
 */
export function recordedScenarios(folder: string, options: UnseenOptions): readonly NamedScenario[] {
  const counts = findTraces(folder).filter(({ name }) => COUNTS.test(name));
  const functions = counts.filter(({ name }) => name.startsWith("functions"));
  const chosen = [...counts.filter((each) => !functions.includes(each)), ...functions.slice(0, MOST_FUNCTIONS)];
  return chosen.flatMap((trace) => {
    const points = pointsOf(trace);
    const trace_ = `${trace.name} (${cadenceSeconds(trace)} s in 1 s)`;
    return points.length < 2 ? [] : [{ trace: trace_, scenario: (seed: number) => stretchOf(points, seed, options) }];
  });
}

/** Days in small from the demo fleet's own generator, with seeds that no recipe uses. */
export function generatedScenarios({ fleet, seconds, warmupS }: UnseenOptions): readonly NamedScenario[] {
  return Array.from({ length: GENERATED }, (_, day) => ({
    trace: `generated day ${day + 1}`,
    scenario: (seed: number) => {
      const drawn = HELD_OUT_SEEDS + 1_000 * day + seed;
      const { points } = generateTrace({ seed: drawn, seconds, warmupSeconds: warmupS });
      return { fleet, traffic: { points }, seconds, seed: drawn };
    },
  }));
}

function pointsOf({ samples }: Trace): readonly RatePoint[] {
  const counts = samples.map(([, value]) => Math.max(0, value));
  const sorted = counts.toSorted((a, b) => a - b);
  const share = (of: number) => sorted[Math.floor(of * (sorted.length - 1))] ?? 0;
  const [median, busiest] = [share(0.5), share(0.995)];
  const factor = Math.min(TRAFFIC.calm / Math.max(median, 1e-9), TRAFFIC.flash / Math.max(busiest, 1e-9));
  // What is beyond the busiest half per cent would overrun the fleet whatever anyone did.
  return counts.map((count, t) => ({ t, rate: Math.min(count, busiest) * factor }));
}

function stretchOf(points: readonly RatePoint[], seed: number, { fleet, seconds }: UnseenOptions) {
  const room = Math.max(0, points.length - 1 - seconds);
  // A low-discrepancy sequence: the stretches of a few seeds lie apart.
  const from = Math.floor(room * ((seed * 0.618_033_988_75) % 1));
  return { fleet, traffic: { points: windowOf(points, from, seconds) }, seconds, seed };
}
