import { matrixTensor } from "../graph/columns.ts";
import type { ActorCritic } from "../network/actor-critic.ts";
import { type OnnxModelSession, outputOf, tensor, type Tensor } from "../runtime.ts";
import { remember } from "../training/learning-curve.ts";
import type { RewardScale } from "../training/reward-scale.ts";
import type { RunState } from "../training/run-state.ts";
import type { IterationReport } from "../training/run-training.ts";
import { initialTrainingState, type Trainer } from "../training/training-step.ts";
import { generalisedAdvantages } from "./advantages.ts";
import { minibatch, minibatches, type RolloutColumns } from "./minibatch.ts";
import { ppoColumns } from "./ppo-loss.ts";
import { collect, type Rollout } from "./rollout.ts";
import type { PpoSettings } from "./settings.ts";

export type PpoRun = {
  readonly run: RunState;
  readonly settings: PpoSettings;
  readonly network: ActorCritic;
  /** The weights whose policy is held to while `cloneKl` is not zero. */
  readonly clone: Float32Array | null;
  readonly scale: RewardScale;
  readonly trainer: Trainer;
  /** Moves only what the value alone reads. */
  readonly warmup: Trainer | null;
  readonly acting: OnnxModelSession;
  readonly rollout: Rollout;
  /** Environment steps of the whole run. */
  readonly steps: number;
};

/** Collects a rollout with the weights as they are, then learns from it. */
export async function iteratePpo(ppo: PpoRun): Promise<IterationReport> {
  const { run, settings, rollout, acting: session } = ppo;
  const rows = rollout.rewards.length;
  const left = settings.anneal ? 1 - run.step / ppo.steps : 1;
  const warming = run.step < settings.valueWarmup * rows;
  // Moments gathered while most weights stood still would make their first steps too large.
  if (run.step === settings.valueWarmup * rows) run.training = initialTrainingState(run.training.weights);
  const trainer = warming && ppo.warmup !== null ? ppo.warmup : ppo.trainer;
  const scaling = settings.scaleRewards ? { scale: ppo.scale, gamma: settings.gamma } : null;
  const { vector, random } = run;
  const collecting = { session, weights: run.training.weights, vector, random, scaling };
  remember(run.window, await collect(collecting, rollout));
  const advantages = new Float32Array(rows);
  generalisedAdvantages(rollout, settings.environments, settings, advantages);
  const returns = advantages.map((advantage, at) => advantage + (rollout.values[at] ?? 0));
  const sources = await sourcesOf(ppo, advantages, returns);
  const learningRate = settings.learningRate * left;
  const held = settings.cloneKl * (1 - run.step / ppo.steps);
  const shared = settings.cloneKl === 0 ? {} : { kl_coefficient: tensor(Float32Array.of(held), [1]) };
  let report = { loss: 0, gradientNorm: 0 };
  let kl = 0;
  for (const batch of batchesOf(ppo, sources, settings.clipRange * left)) {
    const { state, report: told, outputs } = await trainer.step(run.training, learningRate, { rows: batch, ...shared });
    run.training = state;
    report = told;
    kl = approximateKl(outputOf(outputs, "log_ratio").data);
    if (settings.targetKl !== null && kl > 1.5 * settings.targetKl) break;
  }
  run.step += rows;
  const measures = {
    learning_rate: learningRate,
    approximate_kl: kl,
    explained_variance: explainedVariance(rollout.values, returns),
  };
  return { ...report, measures };
}

async function sourcesOf(
  { settings, rollout, network, clone, acting }: PpoRun,
  advantage: Float32Array,
  returns: Float32Array,
): Promise<RolloutColumns> {
  const sources = {
    observation: rollout.observations,
    actions: rollout.actions,
    log_probability: rollout.logProbabilities,
    old_values: rollout.values,
    advantage,
    returns,
  };
  if (settings.cloneKl === 0 || clone === null) return sources;
  const observation = tensor(rollout.observations, [returns.length, network.observationSize]);
  const outputs = await acting.run({ weights: tensor(clone, [clone.length]), observation });
  return { ...sources, reference: outputOf(outputs, "answer").data };
}

// Where one minibatch holds the whole rollout, its order does not matter and it is gathered once.
function* batchesOf({ settings, run, network }: PpoRun, sources: RolloutColumns, clipRange: number): Generator<Tensor> {
  const columns = ppoColumns(network, settings);
  const rows = sources.advantage.length;
  const batch = (of: Uint32Array): Tensor => matrixTensor(minibatch(columns, sources, of, clipRange));
  if (rows <= settings.batchSize) {
    const whole = batch(Uint32Array.from({ length: rows }, (_, at) => at));
    for (let epoch = 0; epoch < settings.epochs; epoch += 1) yield whole;
    return;
  }
  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    for (const of of minibatches(rows, settings.batchSize, run.random)) yield batch(of);
  }
}

/** Schulman's estimate of the divergence of old and new policy: the mean of (ratio - 1) - log ratio. */
function approximateKl(logRatios: Float32Array): number {
  return logRatios.reduce((sum, value) => sum + Math.expm1(value) - value, 0) / logRatios.length;
}

/** 1 - var(return - value) / var(return): 1 where the value knew, 0 where it might as well have been a constant. */
function explainedVariance(values: Float32Array, returns: Float32Array): number {
  const spread = variance(returns);
  return spread === 0 ? 0 : 1 - variance(returns.map((value, at) => value - (values[at] ?? 0))) / spread;
}

function variance(values: Float32Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
}
