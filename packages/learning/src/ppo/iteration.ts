import type { ActorCritic } from "../network/actor-critic.ts";
import { type OnnxModelSession, outputOf, tensor, type Tensor } from "../runtime.ts";
import { remember } from "../training/learning-curve.ts";
import type { RewardScale } from "../training/reward-scale.ts";
import type { RunState } from "../training/run-state.ts";
import type { IterationReport } from "../training/run-training.ts";
import { initialTrainingState, type Trainer } from "../training/training-step.ts";
import { generalisedAdvantages } from "./advantages.ts";
import { type Columns, minibatches, minibatchFeeds } from "./minibatch.ts";
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
  const columns = await columnsOf(ppo, returns);
  const learningRate = settings.learningRate * left;
  const shared = settings.cloneKl === 0 ? {} : { kl_coefficient: one(settings.cloneKl * (1 - run.step / ppo.steps)) };
  let report = { loss: 0, gradientNorm: 0 };
  let kl = 0;
  for (const feeds of batchesOf(ppo, columns, advantages, settings.clipRange * left)) {
    const { state, report: told, outputs } = await trainer.step(run.training, learningRate, { ...feeds, ...shared });
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

async function columnsOf(
  { settings, rollout, network, clone, acting }: PpoRun,
  returns: Float32Array,
): Promise<Columns> {
  const columns: Record<string, Float32Array> = {
    observation: rollout.observations,
    actions: rollout.actions,
    log_probability: rollout.logProbabilities,
    returns,
  };
  if (settings.valueClipRange !== null) columns["old_values"] = rollout.values;
  if (settings.cloneKl !== 0 && clone !== null) {
    const observation = tensor(rollout.observations, [returns.length, network.observationSize]);
    const outputs = await acting.run({ weights: tensor(clone, [clone.length]), observation });
    columns["reference"] = outputOf(outputs, "distribution").data;
  }
  return columns;
}

// Where one minibatch holds the whole rollout, its order does not matter and it is gathered once.
function* batchesOf(
  { settings, run }: PpoRun,
  columns: Columns,
  advantages: Float32Array,
  clipRange: number,
): Generator<Record<string, Tensor>> {
  const rows = advantages.length;
  if (rows <= settings.batchSize) {
    const feeds = minibatchFeeds(
      columns,
      advantages,
      Uint32Array.from({ length: rows }, (_, at) => at),
      clipRange,
    );
    for (let epoch = 0; epoch < settings.epochs; epoch += 1) yield feeds;
    return;
  }
  for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
    for (const batch of minibatches(rows, settings.batchSize, run.random)) {
      yield minibatchFeeds(columns, advantages, batch, clipRange);
    }
  }
}

function one(value: number): Tensor {
  return tensor(Float32Array.of(value), [1]);
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
