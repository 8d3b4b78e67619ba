/** The running spread of discounted returns, by which rewards are divided (as in Engstrom et al., 2020). */
export type RewardScale = {
  readonly returns: number[];
  count: number;
  mean: number;
  /** The sum of squared differences from the mean (Welford, 1962). */
  squares: number;
};

const FARTHEST = 10;
const LEAST = 1e-8;

/** Begins with one return of 0 and a spread of 1, so that the first rewards are not divided by next to nothing. */
export function initialRewardScale(environments: number): RewardScale {
  return { returns: Array<number>(environments).fill(0), count: 1, mean: 0, squares: 1 };
}

/** Takes one step's rewards into account and writes them divided, at most ten deviations large. */
export function scaleRewards(
  scale: RewardScale,
  rewards: Float32Array,
  ended: Uint8Array,
  gamma: number,
  into: Float32Array,
): void {
  for (let row = 0; row < rewards.length; row += 1) {
    const value = gamma * (scale.returns[row] ?? 0) + (rewards[row] ?? 0);
    scale.returns[row] = ended[row] === 1 ? 0 : value;
    scale.count += 1;
    const off = value - scale.mean;
    scale.mean += off / scale.count;
    scale.squares += off * (value - scale.mean);
  }
  const deviation = Math.sqrt(Math.max(scale.squares / scale.count, LEAST));
  for (let row = 0; row < rewards.length; row += 1) {
    into[row] = Math.min(FARTHEST, Math.max(-FARTHEST, (rewards[row] ?? 0) / deviation));
  }
}
