/** The running spread of discounted returns, by which rewards are divided (as in Engstrom et al., 2020). */
export type RewardScale = {
  readonly returns: number[];
  count: number;
  mean: number;
  /** The sum of squared differences from the mean (Welford, 1962). */
  squares: number;
};

const FARTHEST = 10;

export function initialRewardScale(environments: number): RewardScale {
  return { returns: Array<number>(environments).fill(0), count: 0, mean: 0, squares: 0 };
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
  const deviation = Math.sqrt(scale.squares / scale.count + 1e-8);
  for (let row = 0; row < rewards.length; row += 1) {
    into[row] = Math.min(FARTHEST, Math.max(-FARTHEST, (rewards[row] ?? 0) / deviation));
  }
}
