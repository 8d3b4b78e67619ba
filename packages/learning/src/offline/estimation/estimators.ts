/** A stretch of logged steps as estimators see it; everything by step. */
export type Window = {
  /** Windows of one cluster (a host) belong together and are drawn again together. */
  readonly cluster: string;
  readonly rewards: ArrayLike<number>;
  /** π(a|s) / b(a|s) of each step, clipped where that was asked for. */
  readonly ratios: ArrayLike<number>;
  /** Of a model: of what was done, and expected under π, with as many steps to go as are left. */
  readonly q: ArrayLike<number>;
  readonly v: ArrayLike<number>;
};

/** Sums of one cluster that every estimate is made of; they add up over clusters. */
export type ClusterSums = {
  readonly windows: number;
  /** Per step: Σ w r and Σ w with w the product of ratios up to the step. */
  readonly weighted: Float64Array;
  readonly weights: Float64Array;
  /** Σ over windows of whole returns: as logged, importance-weighted, doubly robust. */
  readonly logged: number;
  readonly importance: number;
  readonly robust: number;
};

export function clusterSums(windows: readonly Window[], horizon: number, gamma: number): ClusterSums {
  const weighted = new Float64Array(horizon);
  const weights = new Float64Array(horizon);
  let [logged, importance, robust] = [0, 0, 0];
  for (const window of windows) {
    let [product, discount, earned] = [1, 1, 0];
    for (let step = 0; step < horizon; step += 1) {
      // Beyond a termination nothing is decided and nothing is earned; the weight stays.
      product *= window.ratios[step] ?? 1;
      const reward = discount * (window.rewards[step] ?? 0);
      weighted[step] = (weighted[step] ?? 0) + product * reward;
      weights[step] = (weights[step] ?? 0) + product;
      earned += reward;
      discount *= gamma;
    }
    logged += earned;
    importance += product * earned;
    robust += doublyRobust(window, gamma);
  }
  return { windows: windows.length, weighted, weights, logged, importance, robust };
}

/**
 * Sequential doubly robust (Jiang and Li, 2016, eq. 10): from the last step backwards V ← V̂ + ρ (r + γ V - Q̂). Unbiased when the ratios
 * are right, whatever the model; right when the model is, whatever the ratios.
 */
export function doublyRobust({ rewards, ratios, q, v }: Window, gamma: number): number {
  let value = 0;
  for (let step = rewards.length - 1; step >= 0; step -= 1) {
    value = (v[step] ?? 0) + (ratios[step] ?? 1) * ((rewards[step] ?? 0) + gamma * value - (q[step] ?? 0));
  }
  return value;
}

/** Estimates of a window's discounted return under π; sources: Precup, Sutton and Singh (2000), Jiang and Li (2016). */
export const ESTIMATORS = {
  /** The mean return of what was logged: the behaviour's own value. */
  behaviour: (sums) =>
    ratio(
      total(sums, ({ logged }) => logged),
      count(sums),
    ),
  /** Importance sampling over whole windows: unbiased, and the widest. */
  importance: (sums) =>
    ratio(
      total(sums, ({ importance }) => importance),
      count(sums),
    ),
  /** The same divided by the sum of weights: a little biased, bounded by what was seen. */
  self_normalised: (sums) =>
    ratio(
      total(sums, ({ importance }) => importance),
      total(sums, ({ weights }) => weights.at(-1) ?? 0),
    ),
  /** Each reward weighed by the ratios up to it alone: unbiased. */
  per_decision: (sums) =>
    ratio(
      total(sums, ({ weighted }) => weighted.reduce((sum, each) => sum + each, 0)),
      count(sums),
    ),
  /** Each step's weights divided by their sum: consistent. */
  weighted_per_decision: (sums) => {
    const horizon = sums[0]?.weighted.length ?? 0;
    let value = 0;
    for (let step = 0; step < horizon; step += 1)
      value += ratio(
        total(sums, ({ weighted }) => weighted[step] ?? 0),
        total(sums, ({ weights }) => weights[step] ?? 0),
      );
    return value;
  },
  /** The doubly robust mean: what is decided by. */
  doubly_robust: (sums) =>
    ratio(
      total(sums, ({ robust }) => robust),
      count(sums),
    ),
} as const satisfies Record<string, (sums: readonly ClusterSums[]) => number>;

export type EstimatorName = keyof typeof ESTIMATORS;

/** Kish's effective sample size of whole windows' weights: how many windows logged under π would say as much. */
export function effectiveWindows(windows: readonly Window[]): number {
  let [sum, squares] = [0, 0];
  for (const { ratios } of windows) {
    let product = 1;
    for (let step = 0; step < ratios.length; step += 1) product *= ratios[step] ?? 1;
    sum += product;
    squares += product ** 2;
  }
  return squares === 0 ? 0 : sum ** 2 / squares;
}

function count(sums: readonly ClusterSums[]): number {
  return total(sums, ({ windows }) => windows);
}

function total(sums: readonly ClusterSums[], read: (sums: ClusterSums) => number): number {
  let whole = 0;
  for (const each of sums) whole += read(each);
  return whole;
}

function ratio(a: number, b: number): number {
  return b === 0 ? Number.NaN : a / b;
}
