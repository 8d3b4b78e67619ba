import { requireSettings } from "../training/require-settings.ts";

/** The settings of proximal policy optimisation (Schulman et al., 2017) and what has proved itself around it. */
export type PpoSettings = {
  /** Environments stepped together. */
  readonly environments: number;
  /** Steps of each environment between two rounds of learning. */
  readonly stepsPerIteration: number;
  /** Rows in a minibatch. */
  readonly batchSize: number;
  /** Passes over the collected rows. */
  readonly epochs: number;
  readonly learningRate: number;
  readonly clipRange: number;
  /** Whether learning rate and clip range fall linearly to zero over the run. */
  readonly anneal: boolean;
  readonly gamma: number;
  readonly lambda: number;
  readonly entropyCoefficient: number;
  readonly valueCoefficient: number;
  /** How far a value may move from the one it was collected with before its gradient stops; null: any distance. */
  readonly valueClipRange: number | null;
  readonly maxGradientNorm: number;
  /** Ends an iteration's passes early when the policy has moved this far (estimated KL divergence); null: never. */
  readonly targetKl: number | null;
  /**
   * Whether rewards are divided by the running deviation of the discounted return. In a shared trunk a large value error
   * would drown the policy (CartPole: 500 of 500 with half the passes).
   */
  readonly scaleRewards: boolean;
  /** Iterations at the start in which only the value learns: what a clone's policy needs before it is touched. */
  readonly valueWarmup: number;
  /** Weight of the KL divergence from `initialWeights`' policy, which falls linearly to zero over the run. */
  readonly cloneKl: number;
  /** Steps from checkpoint to checkpoint. */
  readonly checkpointEvery: number;
};

export const PPO_DEFAULTS: PpoSettings = {
  environments: 8,
  stepsPerIteration: 128,
  batchSize: 256,
  epochs: 10,
  learningRate: 3e-4,
  clipRange: 0.2,
  anneal: true,
  gamma: 0.99,
  lambda: 0.95,
  entropyCoefficient: 0,
  valueCoefficient: 0.5,
  valueClipRange: null,
  maxGradientNorm: 0.5,
  targetKl: null,
  scaleRewards: true,
  valueWarmup: 0,
  cloneKl: 0,
  checkpointEvery: 100_000,
};

/** Throws `settings-invalid`. */
export function requirePpoSettings(settings: PpoSettings): void {
  requireSettings(settings, {
    environments: "count",
    stepsPerIteration: "count",
    batchSize: "count",
    epochs: "count",
    learningRate: "positive",
    clipRange: "positive",
    gamma: "share",
    lambda: "share",
    entropyCoefficient: "not-negative",
    valueCoefficient: "positive",
    valueClipRange: "positive",
    maxGradientNorm: "positive",
    targetKl: "positive",
    valueWarmup: "not-negative",
    cloneKl: "not-negative",
    checkpointEvery: "count",
  });
}
