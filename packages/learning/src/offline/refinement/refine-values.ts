import { encodedWidth, type Attribute } from "@fleet-persona/persona";
import { crc32 } from "../../checkpoint/crc32.ts";
import { dqnModel, qModel } from "../../dqn/dqn-loss.ts";
import { exportQPolicy } from "../../dqn/export-q-policy.ts";
import { sampleEvenly } from "../../dqn/prioritised.ts";
import { emptyReplay, ENDING, type Replay, store } from "../../dqn/replay.ts";
import { replayRows } from "../../dqn/replay-rows.ts";
import { matrixTensor } from "../../graph/columns.ts";
import { policyQNetwork, type QNetwork } from "../../network/q-network.ts";
import { readOnnx } from "../../onnx/read-model.ts";
import { type OnnxModelSession, outputOf, tensor } from "../../runtime.ts";
import { ADAM_DEFAULTS } from "../../training/adam.ts";
import { initialWeights } from "../../training/parameters.ts";
import { randomFromSeed } from "../../training/random.ts";
import { requireSettings } from "../../training/require-settings.ts";
import { loadTrainer, type Trainer } from "../../training/training-step.ts";
import { observationWidth, type OfflineDataset, stepRewards } from "../dataset/dataset.ts";
import {
  type OfflineRequest,
  type OfflineResult,
  type OfflineRun,
  openOfflineRun,
  runOffline,
  splitSteps,
} from "./offline-run.ts";
import { hiddenWidths, sharedWeights } from "./parent-weights.ts";

export type ValueRefinementSettings = {
  readonly epochs: number;
  /** Minibatches of an epoch. */
  readonly updates: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly gamma: number;
  readonly lookahead: number;
  /** Minibatches from one copy of the weights to the target network to the next. */
  readonly targetEvery: number;
  /** Weight of ln Σ exp Q - Q(taken): how much the values of what was hardly tried are held down (CQL). */
  readonly conservative: number;
  /** Into how many bins a number is cut. */
  readonly bins: number;
  /** τ of the exported softmax(Q / τ), as a share of the mean distance from the best action's value to the mean of all. */
  readonly temperature: number;
  readonly heldOutShare: number;
};

export const VALUE_REFINEMENT_DEFAULTS: ValueRefinementSettings = {
  epochs: 20,
  updates: 200,
  batchSize: 256,
  learningRate: 5e-4,
  gamma: 0.9,
  lookahead: 3,
  targetEvery: 200,
  conservative: 0.5,
  bins: 11,
  temperature: 0.3,
  heldOutShare: 0.2,
};

export type RefinedValues = OfflineResult & {
  readonly policy: Uint8Array;
  readonly settings: ValueRefinementSettings;
  readonly hidden: readonly number[];
};

const HIDDEN = [64, 64];

/**
 * Deep Q-learning from a log alone: the replay is filled with the logged steps, and a conservative term keeps to what they
 * support. The trunk begins with the parent's where its shape allows, action values begin anew. Throws what `refinePolicy` throws.
 */
export async function refineValues(
  request: OfflineRequest & { readonly settings?: Partial<ValueRefinementSettings> },
): Promise<RefinedValues> {
  const { dataset, runtime, policy, seed } = request;
  const settings = { ...VALUE_REFINEMENT_DEFAULTS, ...request.settings };
  requireValueSettings(settings);
  const read = hiddenWidths(readOnnx(policy));
  const { attributes, inputs } = dataset.spec;
  const spec = { attributes, inputs, hidden: read.length > 0 ? read : HIDDEN };
  const network = policyQNetwork(spec, { bins: settings.bins });
  const adam = { ...ADAM_DEFAULTS, maxGradientNorm: 10 };
  const identity = { algorithm: "values", dataset: dataset.version, parent: crc32(policy), seed, settings };
  const first = sharedWeights(policy, network.layout, initialWeights(network.layout, randomFromSeed(seed)));
  const run = openOfflineRun(request, identity, first, first);
  const split = splitSteps(dataset, settings.heldOutShare);
  const learning = replayOf(dataset, network, split.learning);
  const judging = replayOf(dataset, network, split.judging);
  const model = dqnModel(network, true, adam, settings.conservative);
  const work: Work = { run, settings, network, trainer: await loadTrainer(runtime, model, adam) };
  const pass = async () => {
    const loss = await learnOnce(work, learning);
    const error = judging.written === 0 ? 0 : await errorOn(work, judging);
    // Action values are worth what the last epoch made of them: errors against a moving target rank nothing.
    return { loss, heldOut: { td_error: error }, score: run.epoch };
  };
  const result = await runOffline(request, run, { identity, epochs: settings.epochs, patience: settings.epochs }, pass);
  const acting = await runtime.load(qModel(network));
  const spread = await spreadOf(acting, network, result.weights, dataset.observations);
  const exported = { bins: settings.bins, temperature: Math.max(1e-6, settings.temperature * spread) };
  return { ...result, policy: exportQPolicy(spec, result.weights, exported), settings, hidden: spec.hidden };
}

type Work = {
  readonly run: OfflineRun;
  readonly settings: ValueRefinementSettings;
  readonly network: QNetwork;
  readonly trainer: Trainer;
};

async function learnOnce({ run, settings, network, trainer }: Work, replay: Replay): Promise<number> {
  const { gamma, lookahead: steps, batchSize, updates } = settings;
  const learningRate = settings.learningRate * (1 - run.epoch / settings.epochs);
  let total = 0;
  for (let update = 0; update < updates; update += 1) {
    const sample = sampleEvenly(replay.written, Math.min(batchSize, replay.written), run.random);
    const rows = matrixTensor(replayRows(network, replay, sample, { gamma, steps }));
    const feeds = { rows, target_weights: tensor(run.extra, [run.extra.length]) };
    const { state, report } = await trainer.step(run.training, learningRate, feeds);
    run.training = state;
    total += report.loss / updates;
    if (state.step % settings.targetEvery === 0) run.extra = state.weights.slice();
  }
  return total;
}

/** The mean error of one step ahead on hosts it does not learn from; the trainer's own graph says it, its step is thrown away. */
async function errorOn({ run, settings, network, trainer }: Work, replay: Replay): Promise<number> {
  const size = Math.min(2_048, replay.written);
  const every = {
    rows: Uint32Array.from({ length: size }, (_, at) => at),
    weights: new Float32Array(size).fill(1 / size),
  };
  const rows = matrixTensor(replayRows(network, replay, every, { gamma: settings.gamma, steps: 1 }));
  const { outputs } = await trainer.step(run.training, 0, {
    rows,
    target_weights: tensor(run.extra, [run.extra.length]),
  });
  return outputOf(outputs, "td_error").data.reduce((sum, each) => sum + each, 0) / size;
}

/** The logged steps as a replay of one environment, episode after episode; the end of one is where time was cut off. */
function replayOf(dataset: OfflineDataset, network: QNetwork, chosen: Uint32Array): Replay {
  const { observations, episodes, spec } = dataset;
  const width = observationWidth(spec);
  const replay = emptyReplay(Math.max(1, chosen.length), 1, width, network.heads.length);
  const rewards = stepRewards(dataset);
  const wanted = new Set(chosen);
  for (const { firstStep, firstSituation, steps, ending } of episodes) {
    for (let at = 0; at < steps && wanted.has(firstStep); at += 1) {
      const row = firstSituation + at;
      store(replay, {
        observation: observations.subarray(row * width, (row + 1) * width),
        nextObservation: observations.subarray((row + 1) * width, (row + 2) * width),
        choices: choicesOf(dataset, network, firstStep + at),
        reward: rewards[firstStep + at] ?? 0,
        ending: at < steps - 1 ? ENDING.none : ENDING[ending],
      });
    }
  }
  return replay;
}

/** The branch taken of each head; where a head was not sampled, the one that was in force. */
function choicesOf({ samples, sampled, applied, spec }: OfflineDataset, network: QNetwork, step: number): Float32Array {
  const heads = network.heads.length;
  let from = step * encodedWidth(spec.attributes);
  return Float32Array.from(spec.attributes, (attribute, head) => {
    const bins = network.branches[head] ?? 1;
    const number = network.heads[head]?.kind === "gaussian";
    const width = widthOf(attribute);
    const inForce = applied.subarray(from, from + width);
    from += width;
    if (sampled[step * heads + head] === 1) {
      const sample = samples[step * heads + head] ?? 0;
      return number ? binOf(sample, bins) : sample;
    }
    if (number) return binOf(inForce[0] ?? 0, bins);
    return attribute.kind === "boolean" ? (inForce[0] ?? 0) : Math.max(0, inForce.indexOf(1));
  });
}

function widthOf(attribute: Attribute): number {
  return attribute.kind === "categorical" ? attribute.choices.length : 1;
}

function binOf(sample: number, bins: number): number {
  return Math.min(bins - 1, Math.max(0, Math.floor(sample * bins)));
}

/** Mean over rows and branches of the best action's value less the mean of all: what a temperature is measured by. */
async function spreadOf(
  acting: OnnxModelSession,
  { branches, observationSize }: QNetwork,
  weights: Float32Array,
  observations: Float32Array,
): Promise<number> {
  const rows = observations.length / observationSize;
  const feeds = {
    weights: tensor(weights, [weights.length]),
    observation: tensor(observations, [rows, observationSize]),
  };
  const q = outputOf(await acting.run(feeds), "q").data;
  let [sum, from] = [0, 0];
  for (let row = 0; row < rows; row += 1) {
    for (const width of branches) {
      const values = q.subarray(from, from + width);
      sum += Math.max(...values) - values.reduce((total, each) => total + each, 0) / width;
      from += width;
    }
  }
  return sum / (rows * branches.length);
}

function requireValueSettings(settings: ValueRefinementSettings): void {
  requireSettings(settings, {
    epochs: "count",
    updates: "count",
    batchSize: "count",
    learningRate: "positive",
    gamma: "share",
    lookahead: "count",
    targetEvery: "count",
    conservative: "not-negative",
    bins: "count",
    temperature: "positive",
    heldOutShare: "share",
  });
}
