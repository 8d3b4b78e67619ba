import { Chance, STREAM } from "../chance/chance.ts";
import { normalQuantile } from "../chance/normal-quantile.ts";
import type { RatePoint, Span, Traffic } from "../scenario.ts";

export const TRAFFIC_SHAPES = ["steady", "diurnal", "bursts", "flashCrowd", "campaign"] as const;
export type TrafficShape = (typeof TRAFFIC_SHAPES)[number];

export type TrafficOptions = {
  readonly shape: TrafficShape;
  readonly seed: number;
  readonly seconds: number;
  /** Requests a second of an ordinary moment, and about the highest there is; steady traffic has no peak. */
  readonly calm: number;
  readonly peak: number;
  /** Seconds at the start with nothing but ordinary traffic; default 0. */
  readonly warmupS?: number;
};

type Part = { readonly rateAt: (t: number) => number; readonly campaigns?: readonly Span[] };

/**
 * Seeded traffic of one shape over slowly wandering noise. `campaign` also announces itself: a campaign's span as an agent's
 * calendar would have it. The simulated day begins at a seeded hour; in `diurnal` the whole run is one day.
 */
export function generateTraffic(options: TrafficOptions): Traffic {
  const { shape, seed, seconds, calm } = options;
  const chance = new Chance(seed, STREAM.traffic + TRAFFIC_SHAPES.indexOf(shape));
  const uniform = (low: number, high: number) => low + (high - low) * chance.next();
  const part = SHAPES[shape](options, uniform);
  const step = Math.min(5, Math.max(0.5, seconds / 2_000));
  const points: RatePoint[] = [];
  let wander = 0;
  for (let t = 0; t <= seconds + step / 2; t += step) {
    wander = 0.92 * wander + 0.015 * normalQuantile(chance.next());
    points.push({ t, rate: Math.max(calm * 0.05, part.rateAt(t) * (1 + wander)) });
  }
  const startsAt = { secondOfDay: Math.floor(uniform(0, 86_400)), dayOfWeek: Math.floor(uniform(0, 7)) };
  return { points, startsAt, campaigns: part.campaigns ?? [] };
}

type Uniform = (low: number, high: number) => number;

const SHAPES: Record<TrafficShape, (options: TrafficOptions, uniform: Uniform) => Part> = {
  steady: ({ calm }) => ({ rateAt: () => calm }),
  diurnal({ seconds, calm, peak, warmupS = 0 }, uniform) {
    const phase = uniform(0, 2 * Math.PI);
    const evening = uniform(0.1, 0.3);
    return {
      rateAt(t) {
        const angle = phase + (2 * Math.PI * Math.max(0, t - warmupS)) / (seconds - warmupS);
        const swing = (1 - Math.cos(angle) + evening * (1 - Math.cos(2 * angle))) / (2 + evening);
        return calm + (peak - calm) * Math.min(1, swing);
      },
    };
  },
  bursts({ seconds, calm, peak, warmupS = 0 }, uniform) {
    const bursts: { from: number; length: number; height: number }[] = [];
    for (let t = warmupS + uniform(2, 30); t < seconds; t += uniform(15, 60))
      bursts.push({ from: t, length: uniform(3, 12), height: (peak - calm) * uniform(0.4, 1) });
    return {
      rateAt: (t) =>
        bursts.reduce((rate, { from, length, height }) => rate + height * plateau((t - from) / length, 0.2, 0.3), calm),
    };
  },
  flashCrowd({ seconds, calm, peak, warmupS = 0 }, uniform) {
    const measured = seconds - warmupS;
    const from = warmupS + measured * uniform(0.15, 0.65);
    const length = measured * uniform(0.15, 0.25);
    const height = (peak - calm) * uniform(0.9, 1.05);
    // Steep, yet over seconds: word has to spread.
    const onset = Math.min(0.3, Math.max(0.02, uniform(3, 8) / length));
    return { rateAt: (t) => calm + height * plateau((t - from) / length, onset, 0.15) };
  },
  campaign({ seconds, calm, peak, warmupS = 0 }, uniform) {
    const measured = seconds - warmupS;
    const from = warmupS + measured * uniform(0.15, 0.5);
    const to = from + measured * uniform(0.25, 0.35);
    const height = (peak - calm) * uniform(0.85, 1.05);
    return {
      rateAt: (t) => calm + height * plateau((t - from) / (to - from), 0.1, 0.3),
      campaigns: [{ from, to, value: 1 }],
    };
  },
};

/** 0..1 over an event's own time x in [0, 1]: a smooth rise, a hold, a fall. */
function plateau(x: number, rise: number, fall: number): number {
  if (x <= 0 || x >= 1) return 0;
  if (x < rise) return smooth(x / rise);
  return x > 1 - fall ? smooth((1 - x) / fall) : 1;
}

const smooth = (x: number) => x * x * (3 - 2 * x);
