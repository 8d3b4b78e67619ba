import { vectorise } from "../environment/vectorise.ts";
import type { ActorCritic } from "../network/actor-critic.ts";
import { ADAM_DEFAULTS } from "../training/adam.ts";
import { type EpisodeWindow, progressRow, remember } from "../training/learning-curve.ts";
import { initialWeights } from "../training/parameters.ts";
import { randomFromSeed } from "../training/random.ts";
import type { TrainProgress, TrainRequest, TrainResult } from "../training/train-request.ts";
import { initialTrainingState, loadTrainer } from "../training/training-step.ts";
import { generalisedAdvantages } from "./advantages.ts";
import { minibatches, minibatchFeeds } from "./minibatch.ts";
import { actingModel, ppoModel } from "./ppo-loss.ts";
import { collect, emptyRollout } from "./rollout.ts";
import { PPO_DEFAULTS, type PpoSettings } from "./settings.ts";

/** Learns a policy by proximal policy optimisation. Same request, same weights. */
export async function trainPpo(request: TrainRequest<ActorCritic, PpoSettings>): Promise<TrainResult> {
  const { network, runtime } = request;
  const settings: PpoSettings = { ...PPO_DEFAULTS, ...request.settings };
  const adam = { ...ADAM_DEFAULTS, maxGradientNorm: settings.maxGradientNorm };
  const random = randomFromSeed(request.seed);
  const trainer = await loadTrainer(runtime, ppoModel(network, settings, adam), adam);
  const acting = await runtime.load(actingModel(network));
  const vector = vectorise(request.environment, settings.environments, request.seed);
  const rollout = emptyRollout(network, settings.stepsPerIteration, settings.environments);
  const rows = rollout.rewards.length;
  const advantages = new Float32Array(rows);
  const returns = new Float32Array(rows);
  const window: EpisodeWindow = { latest: [], count: 0 };
  const curve: TrainProgress[] = [];
  let state = initialTrainingState(request.initialWeights ?? initialWeights(network.layout, random));
  let report = { loss: 0, gradientNorm: 0 };
  for (let step = 0; step < request.steps && request.stop?.() !== true;) {
    const left = settings.anneal ? 1 - step / request.steps : 1;
    remember(window, await collect(acting, state.weights, vector, rollout, random));
    generalisedAdvantages(rollout, settings.environments, settings, advantages);
    for (let at = 0; at < rows; at += 1) returns[at] = (advantages[at] ?? 0) + (rollout.values[at] ?? 0);
    for (let epoch = 0; epoch < settings.epochs; epoch += 1) {
      for (const batch of minibatches(rows, settings.batchSize, random)) {
        const feeds = minibatchFeeds(rollout, { advantages, returns }, batch, settings.clipRange * left);
        const done = await trainer.step(state, settings.learningRate * left, feeds);
        state = done.state;
        report = done.report;
      }
    }
    step += rows;
    const progress = progressRow(window, { step, ...report });
    curve.push(progress);
    request.onProgress?.(progress);
  }
  return { weights: state.weights, curve, checkpoint: new Uint8Array(0) };
}
