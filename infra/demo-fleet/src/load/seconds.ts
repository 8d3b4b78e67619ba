import { BREACH } from "../sizing.ts";
import { quantile } from "./quantile.ts";

/** One second of intended send times: `second` from the start, latencies in ms. */
export type SecondBucket = {
  readonly second: number;
  readonly requests: number;
  readonly errors: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly breach: boolean;
};

/** Whether such a second breaks the objective. A second in which nobody came breaks nothing. */
export function isBreach({ requests, errors, p95Ms }: { requests: number; errors: number; p95Ms: number }): boolean {
  return requests > 0 && (p95Ms > BREACH.p95Ms || errors / requests > BREACH.errorShare);
}

export type Seconds = {
  expect(second: number): void;
  settle(second: number, latencyMs: number, failed: boolean): void;
  /** Seconds before `second` whose requests have all ended and that were not given before. */
  closed(before: number): SecondBucket[];
  latencies(fromSecond: number): Float64Array;
};

type Open = { latencies: number[]; errors: number; pending: number; told: boolean };

export function seconds(): Seconds {
  const all = new Map<number, Open>();
  const bucket = (second: number): Open => {
    const known = all.get(second) ?? { latencies: [], errors: 0, pending: 0, told: false };
    all.set(second, known);
    return known;
  };
  return {
    expect(second) {
      bucket(second).pending += 1;
    },
    settle(second, latencyMs, failed) {
      const own = bucket(second);
      own.pending -= 1;
      own.latencies.push(latencyMs);
      if (failed) own.errors += 1;
    },
    closed(before) {
      const done = [...all].filter(([second, own]) => second < before && own.pending === 0 && !own.told);
      for (const [, own] of done) own.told = true;
      return done.map(([second, own]) => summary(second, own)).sort((a, b) => a.second - b.second);
    },
    latencies(fromSecond) {
      return Float64Array.from([...all].flatMap(([second, own]) => (second >= fromSecond ? own.latencies : [])));
    },
  };
}

function summary(second: number, { latencies, errors }: Open): SecondBucket {
  const sorted = Float64Array.from(latencies).sort();
  const p95Ms = quantile(sorted, 0.95);
  const requests = sorted.length;
  return {
    second,
    requests,
    errors,
    p50Ms: quantile(sorted, 0.5),
    p95Ms,
    breach: isBreach({ requests, errors, p95Ms }),
  };
}
