import { type Factor, factorised, forward, solved } from "../estimation/cholesky.ts";

/** A noisy look at a point of the unit cube. */
export type Observed = { readonly at: readonly number[]; readonly value: number; readonly standardError: number };

/** What is believed of a point. */
export type Belief = { readonly mean: number; readonly deviation: number };

// Two settings this far apart, share of their ranges, have still much in common.
const LENGTH = 0.4;
const JITTER = 1e-9;

/**
 * Gaussian process regression with mean 0 and a squared exponential kernel (Rasmussen and Williams, 2006, algorithm 2.1), each observation
 * with the noise of its own standard error: what was measured badly is drawn towards 0 and towards its neighbours.
 */
export function believes(observed: readonly Observed[], priorDeviation: number): (at: readonly number[]) => Belief {
  const n = observed.length;
  const variance = priorDeviation ** 2;
  const gram = new Float64Array(n * n);
  for (const [row, a] of observed.entries())
    for (const [column, b] of observed.entries()) gram[row * n + column] = variance * likeness(a.at, b.at);
  for (const [row, { standardError }] of observed.entries())
    gram[row * n + row] = (gram[row * n + row] ?? 0) + standardError ** 2 + JITTER * variance;
  const factor: Factor = factorised(gram, n);
  const weights = solved(
    factor,
    Float64Array.from(observed, ({ value }) => value),
  );
  return (at) => {
    const shared = Float64Array.from(observed, (each) => variance * likeness(at, each.at));
    const mean = shared.reduce((sum, value, row) => sum + value * (weights[row] ?? 0), 0);
    const known = forward(factor, shared).reduce((sum, value) => sum + value ** 2, 0);
    return { mean, deviation: Math.sqrt(Math.max(0, variance - known)) };
  };
}

/** By how much a point is expected to beat `best` (Močkus, 1975): 0 where it surely does not. */
export function expectedImprovement({ mean, deviation }: Belief, best: number): number {
  if (deviation === 0) return Math.max(0, mean - best);
  const z = (mean - best) / deviation;
  return (mean - best) * normalBelow(z) + deviation * Math.exp(-0.5 * z * z) * INVERSE_ROOT_TWO_PI;
}

const INVERSE_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

function likeness(a: readonly number[], b: readonly number[]): number {
  const squares = a.reduce((sum, value, at) => sum + (value - (b[at] ?? 0)) ** 2, 0);
  return Math.exp(-squares / (2 * LENGTH ** 2));
}

/** Φ(z) by Abramowitz and Stegun 26.2.17; its error is below 7.5e-8. */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.231_641_9 * Math.abs(z));
  const series = [0.319_381_53, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
  const tail = series.reduceRight((sum, factor) => t * (factor + sum), 0);
  const above = INVERSE_ROOT_TWO_PI * Math.exp(-0.5 * z * z) * tail;
  return z >= 0 ? 1 - above : above;
}
