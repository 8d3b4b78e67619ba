import { factorised, solved, type Factor } from "./cholesky.ts";

/** Logged steps as a regression sees them: one row of features each, where it led, and what it was worth. */
export type FittedRows = {
  readonly width: number;
  /** Features of what was seen and done [N, width]. */
  readonly taken: Float64Array;
  /** Features expected under the policy in question where each step began, and where it led [N, width]. */
  readonly here: Float64Array;
  readonly next: Float64Array;
  readonly rewards: Float32Array;
  /** 1 where nothing came after. */
  readonly terminated: Uint8Array;
};

/**
 * q: of what was done, v: expected under the policy; each by steps to go (0 … horizon), then by row. `next`: v of where each row led, with the
 * whole horizon to go.
 */
export type Values = {
  readonly q: readonly Float64Array[];
  readonly v: readonly Float64Array[];
  readonly next: Float64Array;
};

const RIDGE = 1e-3;

/**
 * Fitted Q evaluation (Le, Voloshin and Yue, 2019) with ridge regression, backwards from the horizon: with h steps to go Q is the regression
 * of r + γ V of h - 1 on the features. Linear, so that it needs no tuning, gives the same on any machine, and its expectation
 * under a policy is exact; the doubly robust estimate corrects what it cannot say. Rows with fold 0 are judged by a fit to fold 1
 * and the other way about, so that no row is judged by a fit to itself (cross-fitting).
 */
export function fittedValues(rows: FittedRows, horizon: number, gamma: number, folds: Uint8Array): Values {
  const count = rows.rewards.length;
  const q = [new Float64Array(count)];
  const v = [new Float64Array(count)];
  const sides = [0, 1].map((side) => ({ side, factor: gramOf(rows, folds, side) }));
  const later = sides.map(() => new Float64Array(count));
  for (let toGo = 1; toGo <= horizon; toGo += 1) {
    const [here, done] = [new Float64Array(count), new Float64Array(count)];
    for (const { side, factor } of sides) {
      const next = later[side] as Float64Array;
      const weights = fitted(rows, folds, side, factor, (row) => {
        return (rows.rewards[row] ?? 0) + (rows.terminated[row] === 1 ? 0 : gamma * (next[row] ?? 0));
      });
      for (let row = 0; row < count; row += 1) {
        next[row] = dot(rows.next, row, weights);
        if (folds[row] === side) continue;
        here[row] = dot(rows.here, row, weights);
        done[row] = dot(rows.taken, row, weights);
      }
    }
    q.push(done);
    v.push(here);
  }
  const [first, second] = later as [Float64Array, Float64Array];
  // As above, a row is judged by the other side's fit.
  return { q, v, next: first.map((value, row) => (folds[row] === 0 ? (second[row] ?? 0) : value)) };
}

/** ΦᵀΦ + λI of the rows whose fold is `side`. */
function gramOf({ taken, width }: FittedRows, folds: Uint8Array, side: number): Factor {
  const gram = new Float64Array(width * width);
  let count = 0;
  for (let row = 0; row < folds.length; row += 1) {
    if (folds[row] !== side) continue;
    count += 1;
    const from = row * width;
    for (let i = 0; i < width; i += 1) {
      const a = taken[from + i] ?? 0;
      // Most products with choices that were not taken are zero.
      if (a === 0) continue;
      for (let j = 0; j <= i; j += 1) gram[i * width + j] = (gram[i * width + j] ?? 0) + a * (taken[from + j] ?? 0);
    }
  }
  for (let i = 0; i < width; i += 1) gram[i * width + i] = (gram[i * width + i] ?? 0) + RIDGE * Math.max(1, count);
  return factorised(gram, width);
}

function fitted(
  { taken, width }: FittedRows,
  folds: Uint8Array,
  side: number,
  factor: Factor,
  target: (row: number) => number,
): Float64Array {
  const sums = new Float64Array(width);
  for (let row = 0; row < folds.length; row += 1) {
    if (folds[row] !== side) continue;
    const y = target(row);
    for (let k = 0; k < width; k += 1) sums[k] = (sums[k] ?? 0) + y * (taken[row * width + k] ?? 0);
  }
  return solved(factor, sums);
}

function dot(matrix: Float64Array, row: number, weights: Float64Array): number {
  let sum = 0;
  const from = row * weights.length;
  for (let k = 0; k < weights.length; k += 1) sum += (matrix[from + k] ?? 0) * (weights[k] ?? 0);
  return sum;
}
