import { requireSettings } from "../training/require-settings.ts";

/** The settings of deep Q-learning (Mnih et al., 2015). */
export type DqnSettings = {
  /** Environments stepped together. */
  readonly environments: number;
  /** Transitions kept; the oldest gives way. */
  readonly replaySize: number;
  /** Steps acted at random before learning begins. */
  readonly learningStarts: number;
  /** Steps, over all environments, between two rounds of learning. */
  readonly stepsPerIteration: number;
  /** Minibatches of a round of learning. */
  readonly updates: number;
  readonly batchSize: number;
  readonly learningRate: number;
  /** Whether the learning rate falls linearly to zero over the run. */
  readonly anneal: boolean;
  readonly gamma: number;
  /** Over how many steps rewards are added up before a value is bootstrapped (multi-step returns). */
  readonly lookahead: number;
  /** Minibatches from one copy of the weights to the target network to the next. */
  readonly targetEvery: number;
  /** Whether the online network chooses the next action that the target network values (van Hasselt et al., 2016). */
  readonly double: boolean;
  /** The share of random actions at the end, and the share of the run over which it falls there from 1. */
  readonly finalExploration: number;
  readonly explorationShare: number;
  /** Prioritised replay (Schaul et al., 2016): the exponents of priority and of its correction, which rises to 1. */
  readonly prioritised: { readonly alpha: number; readonly beta: number } | null;
  readonly maxGradientNorm: number;
  /** Steps from checkpoint to checkpoint. */
  readonly checkpointEvery: number;
};

export const DQN_DEFAULTS: DqnSettings = {
  environments: 8,
  replaySize: 100_000,
  learningStarts: 1_000,
  stepsPerIteration: 256,
  updates: 128,
  batchSize: 64,
  learningRate: 1e-3,
  anneal: true,
  gamma: 0.99,
  lookahead: 3,
  targetEvery: 250,
  double: true,
  finalExploration: 0.04,
  explorationShare: 0.16,
  prioritised: null,
  maxGradientNorm: 10,
  checkpointEvery: 100_000,
};

/** Throws `settings-invalid`. */
export function requireDqnSettings(settings: DqnSettings): void {
  requireSettings(settings, {
    environments: "count",
    replaySize: "count",
    learningStarts: "not-negative",
    stepsPerIteration: "count",
    updates: "count",
    batchSize: "count",
    learningRate: "positive",
    gamma: "share",
    lookahead: "count",
    targetEvery: "count",
    finalExploration: "share",
    explorationShare: "share",
    maxGradientNorm: "positive",
    checkpointEvery: "count",
  });
  if (settings.prioritised !== null) requireSettings(settings.prioritised, { alpha: "share", beta: "share" });
}
