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
};
