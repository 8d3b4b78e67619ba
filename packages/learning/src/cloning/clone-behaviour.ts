import { LearningError } from "../errors.ts";
import { exportPolicy, rolloutModel } from "../policy/export-policy.ts";
import { policyLayout, type PolicySpec } from "../policy/network.ts";
import type { OnnxRuntime } from "../runtime.ts";
import { ADAM_DEFAULTS, type AdamSettings } from "../training/adam.ts";
import { initialWeights } from "../training/parameters.ts";
import { type Random, randomFromSeed, shuffled } from "../training/random.ts";
import { initialTrainingState, loadTrainer, type Trainer, type TrainingState } from "../training/training-step.ts";
import { batchFeeds, type Encoded, encodeRows } from "./batch.ts";
import { cloningModel } from "./cloning-loss.ts";
import { type Demonstration, type DataSplit, splitByTime } from "./dataset.ts";
import { evaluatePolicy, type Evaluation } from "./evaluate.ts";

export type CloneProgress = { readonly epoch: number; readonly trainingLoss: number; readonly validationLoss: number };

export type CloneRequest = Pick<PolicySpec, "attributes" | "inputs"> & {
  readonly dataset: readonly Demonstration[];
  readonly seed: number;
  readonly epochs: number;
  readonly runtime: OnnxRuntime;
  readonly hidden?: readonly number[];
  readonly batchSize?: number;
  readonly learningRate?: number;
  /** Epochs without a better validation loss before training stops. */
  readonly patience?: number;
  readonly validationShare?: number;
  readonly onProgress?: (progress: CloneProgress) => void;
};

export type CloneEvidence = {
  readonly seed: number;
  readonly rows: { readonly training: number; readonly validation: number };
  readonly heldOut: DataSplit["heldOut"];
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly steps: number;
  readonly curve: readonly CloneProgress[];
  readonly training: Evaluation;
  readonly validation: Evaluation;
};

export type Clone = {
  readonly policy: Uint8Array;
  readonly weights: Float32Array;
  readonly evidence: CloneEvidence;
};

const DEFAULTS = { hidden: [64, 64], batchSize: 256, learningRate: 3e-3, patience: 15, validationShare: 0.2 };
const ADAM: AdamSettings = { ...ADAM_DEFAULTS, maxGradientNorm: 1 };

/**
 * Learns a policy that does what the teacher did, by supervised imitation. Same request, same bytes.
 * The weights kept are those of the epoch with the lowest validation loss. Throws `dataset-invalid`,
 * and `not-finite` when training diverges.
 */
export async function cloneBehaviour(request: CloneRequest): Promise<Clone> {
  const settings = { ...DEFAULTS, ...request };
  const spec: PolicySpec = { attributes: request.attributes, inputs: request.inputs, hidden: settings.hidden };
  const split = splitByTime(request.dataset, settings.validationShare, request.seed);
  const data = { training: encodeRows(spec, split.training), validation: encodeRows(spec, split.validation) };
  const random = randomFromSeed(request.seed);
  const trainer = await loadTrainer(request.runtime, cloningModel(spec, ADAM), ADAM);
  const rollout = await request.runtime.load(rolloutModel(spec));
  const evaluate = (weights: Float32Array, rows: Encoded): Promise<Evaluation> =>
    evaluatePolicy(rollout, spec, weights, rows);

  let state = initialTrainingState(initialWeights(policyLayout(spec), random));
  let best = { weights: state.weights, loss: Number.POSITIVE_INFINITY, epoch: 0 };
  const curve: CloneProgress[] = [];
  for (let epoch = 1; epoch <= settings.epochs && epoch - best.epoch <= settings.patience; epoch++) {
    const learningRate = settings.learningRate * annealed(epoch, settings.epochs);
    const trained = await runEpoch(trainer, state, data.training, { ...settings, learningRate, random });
    state = trained.state;
    const { loss } = await evaluate(state.weights, data.validation);
    if (!Number.isFinite(trained.loss + loss)) throw new LearningError("not-finite", `epoch ${epoch} diverged`);
    const progress = { epoch, trainingLoss: trained.loss, validationLoss: loss };
    curve.push(progress);
    if (loss < best.loss) best = { weights: state.weights.slice(), loss, epoch };
    request.onProgress?.(progress);
  }
  const evidence: CloneEvidence = {
    seed: request.seed,
    rows: { training: data.training.rows, validation: data.validation.rows },
    heldOut: split.heldOut,
    epochs: curve.length,
    bestEpoch: best.epoch,
    steps: state.step,
    curve,
    training: await evaluate(best.weights, data.training),
    validation: await evaluate(best.weights, data.validation),
  };
  return { policy: exportPolicy(spec, best.weights), weights: best.weights, evidence };
}

async function runEpoch(
  trainer: Trainer,
  from: TrainingState,
  data: Encoded,
  { batchSize, learningRate, random }: { batchSize: number; learningRate: number; random: Random },
): Promise<{ state: TrainingState; loss: number }> {
  const order = shuffled(random, [...Array(data.rows).keys()]);
  let state = from;
  let total = 0;
  for (let at = 0; at < order.length; at += batchSize) {
    const indices = order.slice(at, at + batchSize);
    const done = await trainer.step(state, learningRate, batchFeeds(data, indices, batchSize));
    state = done.state;
    total += done.report.loss * indices.length;
  }
  return { state, loss: total / data.rows };
}

// Half a cosine from one down to a twentieth: large steps first, then fine ones.
function annealed(epoch: number, epochs: number): number {
  return 0.05 + 0.95 * 0.5 * (1 + Math.cos((Math.PI * (epoch - 1)) / epochs));
}
