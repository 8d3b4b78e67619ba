import type { RatePoint, Span } from "@fleet-persona/simulator";
import { below, gaussian, uniform, type Random } from "../training/random.ts";

/** Where a generated scenario's rates lie, requests a second. */
export type RateRange = { readonly min: number; readonly max: number };

/** What can happen to ordinary traffic. */
export const TRAFFIC_EVENTS = ["flash", "campaign", "shift", "bursts"] as const;
export type TrafficEvent = (typeof TRAFFIC_EVENTS)[number];

export type ShapeOptions = {
  readonly seconds: number;
  /** Nothing but ordinary traffic until then. */
  readonly quietS: number;
  readonly calm: RateRange;
  /** How high an event lifts the traffic at its top, ordinary traffic included. */
  readonly peak: RateRange;
  readonly events: readonly TrafficEvent[];
  /** At most so many events in a scenario; there may be none. */
  readonly mostEvents: number;
  /** How far ordinary traffic jumps from half second to half second, as a share; drawn for each scenario. Default: smooth, 0.012. */
  readonly roughness?: RateRange;
};

export type GeneratedTraffic = { readonly points: readonly RatePoint[]; readonly campaigns: readonly Span[] };

type Lift = (t: number) => number;

const STEP_S = 0.5;
// A step's standard deviation as a share of calm traffic, and how much of a jump is left a step later.
const SMOOTH = { roughness: 0.012, persistence: 0.92 };
const PERSISTENCE = { least: 0.5, most: 0.95 };
// Share of campaigns that somebody announced: the others are seen only when they begin.
const ANNOUNCED = 0.7;

/** Ordinary traffic that swings and wanders, with events laid over it; all of it from the generator given. */
export function generateTraffic(random: Random, options: ShapeOptions): GeneratedTraffic {
  const { seconds, events, mostEvents } = options;
  const calm = between(random, options.calm);
  const phase = 2 * Math.PI * uniform(random);
  const swing = 0.03 + 0.09 * uniform(random);
  const campaigns: Span[] = [];
  const count = events.length === 0 ? 0 : below(random, mostEvents + 1);
  const lifts = Array.from({ length: count }, () => {
    const kind = events[below(random, events.length)] ?? "flash";
    return eventOf(kind, random, { ...options, calmRate: calm }, campaigns);
  });
  const { roughness, persistence } = options.roughness === undefined ? SMOOTH : jumpy(random, options.roughness);
  let wander = 0;
  const points: RatePoint[] = [];
  for (let t = 0; t <= seconds + STEP_S / 2; t += STEP_S) {
    wander = persistence * wander + roughness * gaussian(random);
    const ordinary = calm * (1 + swing * Math.sin(phase + (2 * Math.PI * t) / seconds) + wander);
    const lift = lifts.reduce((most, each) => Math.max(most, each(t)), 0);
    points.push({ t, rate: Math.max(0, ordinary + lift) });
  }
  return { points, campaigns };
}

function jumpy(random: Random, range: RateRange): typeof SMOOTH {
  const persistence = PERSISTENCE.least + (PERSISTENCE.most - PERSISTENCE.least) * uniform(random);
  return { roughness: between(random, range), persistence };
}

function eventOf(
  kind: TrafficEvent,
  random: Random,
  options: ShapeOptions & { readonly calmRate: number },
  campaigns: Span[],
): Lift {
  const { seconds, quietS, calmRate } = options;
  const start = quietS + (seconds - quietS) * (0.03 + 0.77 * uniform(random));
  const height = Math.max(0, between(random, options.peak) - calmRate);
  switch (kind) {
    case "flash":
      return flash(start, seconds * (0.1 + 0.15 * uniform(random)), 1 + 6 * uniform(random), height);
    case "campaign": {
      const length = seconds * (0.15 + 0.2 * uniform(random));
      if (uniform(random) < ANNOUNCED) campaigns.push({ from: start, to: start + length, value: 1 });
      return ramped(start, length, 0.35 * length, height * (0.3 + 0.5 * uniform(random)));
    }
    case "shift":
      return ramped(start, seconds, 3 + 12 * uniform(random), height * (0.15 + 0.45 * uniform(random)));
    case "bursts": {
      const every = 15 + 25 * uniform(random);
      const length = 3 + 6 * uniform(random);
      const until = start + every * (2 + below(random, 4));
      return (t) => (t < start || t > until || (t - start) % every > length ? 0 : height * 0.8);
    }
  }
  return kind satisfies never;
}

/** A crowd: up within `onset` seconds, a plateau that sinks a little, gone within an eighth of its time. */
function flash(start: number, length: number, onset: number, height: number): Lift {
  return (t) => {
    const x = t - start;
    if (x <= 0 || x >= length) return 0;
    if (x < onset) return height * smooth(x / onset);
    const plateau = 1 - (0.1 * (x - onset)) / length;
    const left = (length - x) / (length / 8);
    return height * plateau * smooth(Math.min(1, left));
  };
}

function ramped(start: number, length: number, ramp: number, height: number): Lift {
  return (t) => {
    const x = t - start;
    return x <= 0 || x >= length ? 0 : height * Math.min(1, x / ramp, (length - x) / ramp);
  };
}

/** A number of the range, even on its logarithm: half as much is as likely as twice as much. */
export function between(random: Random, { min, max }: RateRange): number {
  return min <= 0 ? min + (max - min) * uniform(random) : min * (max / min) ** uniform(random);
}

const smooth = (x: number) => x * x * (3 - 2 * x);
