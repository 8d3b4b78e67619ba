import { LearningError } from "../errors.ts";
import type { ActorCritic } from "../network/actor-critic.ts";
import { ADAM_DEFAULTS } from "../training/adam.ts";
import { initialRewardScale, type RewardScale } from "../training/reward-scale.ts";
import { openRun, runIdentity, saveRun } from "../training/run-state.ts";
import { runTraining } from "../training/run-training.ts";
import type { TrainRequest, TrainResult } from "../training/train-request.ts";
import { loadTrainer } from "../training/training-step.ts";
import { iteratePpo, type PpoRun } from "./iteration.ts";
import { actingModel, ppoModel } from "./ppo-loss.ts";
import { emptyRollout } from "./rollout.ts";
import { PPO_DEFAULTS, type PpoSettings, requirePpoSettings } from "./settings.ts";

/**
 * Learns a policy by proximal policy optimisation. Same request, same weights; a run gone on from its checkpoint ends
 * with the weights of one that was never stopped. Throws `settings-invalid`, `shape-mismatch`, `checkpoint-invalid`,
 * `checkpoint-foreign`, and `not-finite` when a reward, a loss or a weight is no number.
 */
export async function trainPpo(request: TrainRequest<ActorCritic, PpoSettings>): Promise<TrainResult> {
  const { network, runtime, initialWeights: clone = null } = request;
  const settings: PpoSettings = { ...PPO_DEFAULTS, ...request.settings };
  requirePpoSettings(settings);
  if (settings.cloneKl !== 0 && clone === null) {
    throw new LearningError("settings-invalid", "cloneKl holds to initialWeights, and there are none");
  }
  const adam = { ...ADAM_DEFAULTS, maxGradientNorm: settings.maxGradientNorm };
  const identity = runIdentity("ppo", request, settings);
  const { run, saved } = await openRun(request, identity, settings.environments);
  const scale = (saved?.header["rewardScale"] ?? initialRewardScale(settings.environments)) as RewardScale;
  const warming = settings.valueWarmup > 0;
  const ppo: PpoRun = {
    run,
    settings,
    network,
    clone,
    scale,
    trainer: await loadTrainer(runtime, ppoModel(network, settings, adam), adam),
    warmup: warming ? await loadTrainer(runtime, ppoModel(network, settings, adam, network.valueMask()), adam) : null,
    acting: await runtime.load(actingModel(network)),
    rollout: emptyRollout(network, settings.stepsPerIteration, settings.environments),
    steps: request.steps,
  };
  const save = (): Promise<Uint8Array> => saveRun(run, identity, { header: { rewardScale: scale }, arrays: {} });
  return runTraining(request, run, settings.checkpointEvery, () => iteratePpo(ppo), save);
}
