import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from "../checkpoint/checkpoint.ts";
import { crc32 } from "../checkpoint/crc32.ts";
import type { ActionHead } from "../environment/environment.ts";
import { vectorise, type VectorEnvironment } from "../environment/vectorise.ts";
import { LearningError } from "../errors.ts";
import type { EpisodeWindow } from "./learning-curve.ts";
import { initialWeights, type Layout, parameterCount } from "./parameters.ts";
import { type Random, randomFromSeed } from "./random.ts";
import type { TrainProgress, TrainRequest } from "./train-request.ts";
import { initialTrainingState, type TrainingState, trainingStateOf } from "./training-step.ts";

/** Everything of a run that changes and that any algorithm has. */
export type RunState = {
  /** Environment steps so far. */
  step: number;
  training: TrainingState;
  readonly random: Random;
  readonly vector: VectorEnvironment;
  readonly window: EpisodeWindow;
  readonly curve: TrainProgress[];
};

/** What a checkpoint must agree with to be gone on from. */
export type RunIdentity = Readonly<Record<string, unknown>>;

type Network = { readonly observationSize: number; readonly heads: readonly ActionHead[]; readonly layout: Layout };
type Request = Omit<TrainRequest<Network, object>, "settings">;

/** What makes a run the run it is: two runs of one identity end with the same weights. */
export function runIdentity(
  algorithm: string,
  request: Request,
  settings: { readonly checkpointEvery: number },
): RunIdentity {
  const { observationSize, heads, layout } = request.network;
  const start = request.initialWeights;
  return {
    algorithm,
    seed: request.seed,
    steps: request.steps,
    observationSize,
    heads,
    parameters: layout.map(({ name, dims }) => [name, ...dims]),
    initialWeights:
      start === undefined ? null : crc32(new Uint8Array(start.buffer, start.byteOffset, start.byteLength)),
    // How often a run is saved does not change it, and JSON leaves out what is undefined.
    settings: { ...settings, checkpointEvery: undefined },
  };
}

/**
 * A run at its beginning or, with `resume`, where the checkpoint left it. Throws `checkpoint-invalid`,
 * `checkpoint-foreign` when it is another run's, and `shape-mismatch` when network, environment and weights do not fit.
 */
export async function openRun(
  request: Request,
  identity: RunIdentity,
  count: number,
): Promise<{ run: RunState; saved: Checkpoint | null }> {
  const { network, seed } = request;
  const make = request.vectorise ?? ((wanted) => vectorise(request.environment, wanted));
  if (request.resume === undefined) {
    const random = randomFromSeed(seed);
    const weights = request.initialWeights ?? initialWeights(network.layout, random);
    requireLength(weights, network.layout);
    const vector = await make({ count, seed });
    requireFitting(network, vector);
    const training = initialTrainingState(weights);
    return { run: { step: 0, training, random, vector, window: { latest: [], count: 0 }, curve: [] }, saved: null };
  }
  const saved = decodeCheckpoint(request.resume);
  requireSame(identity, saved.header["identity"]);
  const { step, updates, episodes, window, curve } = saved.header as Saved;
  const actions = episodes.map((_, at) => floats(saved, `actions${at}`));
  const vector = await make({ count, seed, from: { episodes, actions } });
  requireFitting(network, vector);
  const training = restoredTraining(saved, updates);
  requireLength(training.weights, network.layout);
  return { run: { step, training, random: { words: words(saved, "random") }, vector, window, curve }, saved };
}

type Saved = {
  readonly step: number;
  readonly updates: number;
  readonly episodes: readonly number[];
  readonly window: EpisodeWindow;
  readonly curve: TrainProgress[];
};

/** The bytes from which `openRun` goes on, with what the algorithm adds of its own. */
export async function saveRun(run: RunState, identity: RunIdentity, more: Checkpoint): Promise<Uint8Array> {
  const { episodes, actions } = await run.vector.save();
  const { weights, moment1, moment2, step: updates } = run.training;
  const header: Saved = { step: run.step, updates, episodes, window: run.window, curve: run.curve };
  return encodeCheckpoint({
    header: { identity, ...header, ...more.header },
    arrays: {
      weights,
      moment1,
      moment2,
      random: run.random.words,
      ...Object.fromEntries(actions.map((played, at) => [`actions${at}`, played])),
      ...more.arrays,
    },
  });
}

/** A float array of a checkpoint. Throws `checkpoint-invalid` when there is none, or not of the given length. */
export function floats(saved: Checkpoint, name: string, length?: number): Float32Array {
  const found = saved.arrays[name];
  if (found instanceof Float32Array && (length === undefined || found.length === length)) return found;
  throw new LearningError("checkpoint-invalid", `the checkpoint has no usable array "${name}"`);
}

function words(saved: Checkpoint, name: string): Uint32Array {
  const found = saved.arrays[name];
  if (found instanceof Uint32Array && found.length === 4) return found;
  throw new LearningError("checkpoint-invalid", `the checkpoint has no usable array "${name}"`);
}

function restoredTraining(saved: Checkpoint, updates: number): TrainingState {
  const weights = floats(saved, "weights");
  const moment = (name: string): Float32Array => floats(saved, name, weights.length);
  return trainingStateOf(weights, moment("moment1"), moment("moment2"), updates);
}

function requireLength(weights: Float32Array, layout: Layout): void {
  const count = parameterCount(layout);
  if (weights.length === count) return;
  throw new LearningError("shape-mismatch", `${weights.length} weights are given, the network has ${count}`);
}

function requireSame(wanted: RunIdentity, found: unknown): void {
  const other = (typeof found === "object" && found !== null ? found : {}) as RunIdentity;
  for (const name of Object.keys(wanted)) {
    if (JSON.stringify(wanted[name]) === JSON.stringify(other[name])) continue;
    const message = `the checkpoint is of another run: its ${name} is ${JSON.stringify(other[name])}`;
    throw new LearningError("checkpoint-foreign", `${message}, not ${JSON.stringify(wanted[name])}`);
  }
}

function requireFitting(network: Network, vector: VectorEnvironment): void {
  if (network.observationSize !== vector.observationSize) {
    throw new LearningError(
      "shape-mismatch",
      `the network reads ${network.observationSize} numbers, the environment gives ${vector.observationSize}`,
    );
  }
  if (JSON.stringify(network.heads) !== JSON.stringify(vector.heads)) {
    throw new LearningError("shape-mismatch", "the network's heads are not the environment's");
  }
}
