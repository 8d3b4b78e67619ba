import { floats, openRun, runIdentity, type RunState, saveRun } from "../training/run-state.ts";
import type { Checkpoint } from "../checkpoint/checkpoint.ts";
import type { QNetwork } from "../network/q-network.ts";
import { ADAM_DEFAULTS } from "../training/adam.ts";
import { runTraining } from "../training/run-training.ts";
import type { TrainRequest, TrainResult } from "../training/train-request.ts";
import { loadTrainer } from "../training/training-step.ts";
import { dqnModel, qModel } from "./dqn-loss.ts";
import { type DqnRun, iterateDqn } from "./iteration.ts";
import { initialPriorities, type Priorities } from "./prioritised.ts";
import { emptyReplay, type Replay, replayLength } from "./replay.ts";
import { DQN_DEFAULTS, type DqnSettings, requireDqnSettings } from "./settings.ts";
import { leafValue, setLeaf } from "./sum-tree.ts";

/**
 * Learns action values by deep Q-learning, with a branch for each head. Same request, same weights; a run gone on from
 * its checkpoint ends with the weights of one that was never stopped. Throws what `trainPpo` throws.
 */
export async function trainDqn(request: TrainRequest<QNetwork, DqnSettings>): Promise<TrainResult> {
  const { network, runtime } = request;
  const settings: DqnSettings = { ...DQN_DEFAULTS, ...request.settings };
  requireDqnSettings(settings);
  const adam = { ...ADAM_DEFAULTS, maxGradientNorm: settings.maxGradientNorm };
  const identity = runIdentity("dqn", request, settings);
  const { run, saved } = await openRun(request, identity, settings.environments);
  const dqn: DqnRun = {
    run,
    settings,
    network,
    steps: request.steps,
    ...remembered(run, settings, saved),
    trainer: await loadTrainer(runtime, dqnModel(network, settings.double, adam), adam),
    acting: await runtime.load(qModel(network)),
  };
  const save = (): Promise<Uint8Array> => saveRun(run, identity, memoryOf(dqn));
  return runTraining(request, run, settings.checkpointEvery, () => iterateDqn(dqn), save);
}

type Memory = Pick<DqnRun, "replay" | "priorities" | "target">;

const RING = ["observations", "nextObservations", "choices", "rewards", "endings"] as const;

function memoryOf({ replay, priorities, target }: Memory): Checkpoint {
  const kept = replayLength(replay);
  const filled = RING.map((name) => [name, replay[name].subarray(0, (replay[name].length / replay.capacity) * kept)]);
  const arrays: Record<string, Float32Array> = { target, ...Object.fromEntries(filled) };
  if (priorities !== null) {
    arrays["priorities"] = Float32Array.from({ length: kept }, (_, at) => leafValue(priorities.tree, at));
  }
  return { header: { written: replay.written, largest: priorities?.largest ?? null }, arrays };
}

function remembered(run: RunState, settings: DqnSettings, saved: Checkpoint | null): Memory {
  const { observationSize, heads } = run.vector;
  const replay: Replay = emptyReplay(settings.replaySize, run.vector.count, observationSize, heads.length);
  const priorities: Priorities | null = settings.prioritised === null ? null : initialPriorities(replay.capacity);
  if (saved === null) return { replay, priorities, target: run.training.weights };
  const { written, largest } = saved.header as { readonly written: number; readonly largest: number | null };
  replay.written = written;
  const kept = replayLength(replay);
  for (const name of RING) replay[name].set(floats(saved, name, (replay[name].length / replay.capacity) * kept));
  if (priorities !== null) {
    priorities.largest = largest ?? 1;
    for (const [place, value] of floats(saved, "priorities", kept).entries()) setLeaf(priorities.tree, place, value);
  }
  return { replay, priorities, target: floats(saved, "target", run.training.weights.length) };
}
