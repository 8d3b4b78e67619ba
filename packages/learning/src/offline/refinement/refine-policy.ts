import { crc32 } from "../../checkpoint/crc32.ts";
import { emptyMatrix, type Matrix, matrixTensor } from "../../graph/columns.ts";
import type { ActorCritic } from "../../network/actor-critic.ts";
import { actionWidth, distributionWidth, totalWidth } from "../../network/distribution.ts";
import { exportPolicy, rolloutModel } from "../../policy/export-policy.ts";
import { type OnnxModelSession, tensor } from "../../runtime.ts";
import { ADAM_DEFAULTS } from "../../training/adam.ts";
import { parameterMask } from "../../training/parameters.ts";
import { shuffled } from "../../training/random.ts";
import { requireSettings } from "../../training/require-settings.ts";
import { loadTrainer, type Trainer } from "../../training/training-step.ts";
import { observationWidth, type OfflineDataset } from "../dataset/dataset.ts";
import { type Distributions, distributionsOf, divergencesOf, logProbabilitiesOf } from "../policy-distributions.ts";
import { advantagesOf } from "./advantages.ts";
import { boundedNetwork } from "./bounded-network.ts";
import {
  type OfflineRequest,
  type OfflineResult,
  type OfflineRun,
  openOfflineRun,
  runOffline,
  splitSteps,
} from "./offline-run.ts";
import { weightsOfPolicy } from "./parent-weights.ts";
import { type RefinementColumn, refinementColumns, refinementModel } from "./policy-refinement-loss.ts";

export type PolicyRefinementSettings = {
  readonly epochs: number;
  /** Epochs without a better held-out score before it ends. */
  readonly patience: number;
  readonly batchSize: number;
  readonly learningRate: number;
  readonly clipRange: number;
  /** From draw to draw. */
  readonly gamma: number;
  readonly lambda: number;
  /** Share of what fitted action values leave unexplained that counts: 0 trusts the fit, 1 the log alone. */
  readonly residual: number;
  /** Weight of KL(parent ‖ child) in the loss. */
  readonly divergenceWeight: number;
  /** Mean divergence from the parent, nats a step, beyond which an epoch's weights are not kept. */
  readonly mostDivergence: number;
  /** Share of the hosts held out. */
  readonly heldOutShare: number;
};

export const POLICY_REFINEMENT_DEFAULTS: PolicyRefinementSettings = {
  epochs: 40,
  patience: 8,
  batchSize: 512,
  learningRate: 1e-3,
  clipRange: 0.2,
  gamma: 0.8,
  lambda: 0.9,
  residual: 0.1,
  divergenceWeight: 0.005,
  mostDivergence: 0.5,
  heldOutShare: 0.2,
};

export type RefinedPolicy = OfflineResult & {
  readonly policy: Uint8Array;
  readonly settings: PolicyRefinementSettings;
  readonly hidden: readonly number[];
};

type Work = {
  readonly run: OfflineRun;
  readonly settings: PolicyRefinementSettings;
  readonly network: ActorCritic;
  readonly trainer: Trainer;
  readonly matrix: Matrix<RefinementColumn>;
  readonly learning: Uint32Array;
};

/**
 * Behaviour-regularised PPO on a log: begins with the parent's weights, learns from what its samples came to, stays near the parent.
 * Deviations stay as they are: they are how far a host explores. Ends with the epoch that scored best on hosts it did not
 * learn from. Throws `policy-unreadable`, `settings-invalid`, `checkpoint-foreign`, `not-finite`.
 */
export async function refinePolicy(
  request: OfflineRequest & { readonly settings?: Partial<PolicyRefinementSettings> },
): Promise<RefinedPolicy> {
  const { dataset, runtime, policy } = request;
  const settings = { ...POLICY_REFINEMENT_DEFAULTS, ...request.settings };
  requireRefinementSettings(settings);
  const { spec, weights } = weightsOfPolicy(policy, dataset.spec);
  const network = boundedNetwork(spec, dataset.spec.allowed);
  const adam = { ...ADAM_DEFAULTS, maxGradientNorm: 0.5 };
  const identity = {
    algorithm: "policy",
    dataset: dataset.version,
    parent: crc32(policy),
    seed: request.seed,
    settings,
  };
  const run = openOfflineRun(request, identity, weights);
  const { learning, judging } = splitSteps(dataset, settings.heldOutShare);
  const parent = await distributionsOf(await runtime.load(policy), dataset.spec, dataset.observations);
  const advantages = advantagesOf(dataset, parent, settings, learning);
  const moving = movingOf(network, network.valueMask());
  const model = refinementModel(network, settings.divergenceWeight, adam, moving);
  const matrix = matrixOf(dataset, network, parent, advantages, settings.clipRange);
  const work: Work = { run, settings, network, trainer: await loadTrainer(runtime, model, adam), matrix, learning };
  const rollout = await runtime.load(rolloutModel(spec));
  const pass = async () => {
    const loss = await learnOnce(work);
    const heldOut = await judged(dataset, rollout, run.training.weights, parent, advantages, judging);
    const near = heldOut.divergence <= settings.mostDivergence;
    const score = near ? heldOut.surrogate - settings.divergenceWeight * heldOut.divergence : Number.NEGATIVE_INFINITY;
    return { loss, heldOut, score };
  };
  const result = await runOffline(request, run, { identity, ...settings }, pass);
  return { ...result, policy: exportPolicy(spec, result.weights), settings, hidden: spec.hidden };
}

/** Everything moves but deviations and what the value alone reads. */
function movingOf({ layout }: ActorCritic, value: Float32Array): Float32Array {
  const spreads = parameterMask(layout, ({ name }) => name.startsWith("spread"));
  return value.map((of, at) => 1 - Math.max(of, spreads[at] ?? 0));
}

async function learnOnce({ run, settings, trainer, matrix, learning }: Work): Promise<number> {
  const order = shuffled(run.random, [...learning]);
  const learningRate = settings.learningRate * (1 - run.epoch / settings.epochs);
  let total = 0;
  for (let from = 0; from < order.length; from += settings.batchSize) {
    const rows = order.slice(from, from + settings.batchSize);
    const batch = { ...matrix, data: new Float32Array(rows.length * matrix.width) };
    for (const [at, row] of rows.entries()) {
      batch.data.set(matrix.data.subarray(row * matrix.width, (row + 1) * matrix.width), at * matrix.width);
      batch.data[at * matrix.width + matrix.offsets.row_weights] = 1 / rows.length;
    }
    const { state, report } = await trainer.step(run.training, learningRate, { rows: matrixTensor(batch) });
    run.training = state;
    total += report.loss * rows.length;
  }
  return total / order.length;
}

function matrixOf(
  dataset: OfflineDataset,
  network: ActorCritic,
  parent: Distributions,
  advantages: Float32Array,
  clipRange: number,
): Matrix<RefinementColumn> {
  const { samples, sampled, logProbabilities, observations, episodes, spec } = dataset;
  const matrix = emptyMatrix(refinementColumns(network), advantages.length);
  const { data, width, offsets } = matrix;
  const heads = network.heads.length;
  const size = observationWidth(spec);
  const wide = totalWidth(network.heads, distributionWidth);
  for (const { firstStep, firstSituation, steps } of episodes) {
    for (let at = 0; at < steps; at += 1) {
      const [step, row, to] = [firstStep + at, firstSituation + at, (firstStep + at) * width];
      data.set(observations.subarray(row * size, (row + 1) * size), to + offsets.observation);
      data.set(parent.written.subarray(row * wide, (row + 1) * wide), to + offsets.reference);
      data.set(sampled.subarray(step * heads, (step + 1) * heads), to + offsets.sampled);
      let encoded = to + offsets.actions;
      let log = 0;
      for (const [head, kind] of network.heads.entries()) {
        const sample = samples[step * heads + head] ?? 0;
        if (kind.kind === "categorical") data[encoded + sample] = 1;
        else data[encoded] = sample;
        encoded += actionWidth(kind);
        log += (sampled[step * heads + head] ?? 0) * (logProbabilities[step * heads + head] ?? 0);
      }
      const advantage = advantages[step] ?? 0;
      data[to + offsets.log_probability] = log;
      data[to + offsets.advantage] = advantage;
      data[to + offsets.limit] = advantage * (advantage > 0 ? 1 + clipRange : 1 - clipRange);
    }
  }
  return matrix;
}

/** On hosts nobody learned from: the self-normalised surrogate (mean advantage under the child) and the divergence from the parent. */
async function judged(
  dataset: OfflineDataset,
  rollout: OnnxModelSession,
  weights: Float32Array,
  parent: Distributions,
  advantages: Float32Array,
  judging: Uint32Array,
): Promise<{ readonly surrogate: number; readonly divergence: number }> {
  const heads = dataset.spec.attributes.length;
  const fed = tensor(weights, [weights.length]);
  const session = { run: (feeds: Parameters<OnnxModelSession["run"]>[0]) => rollout.run({ ...feeds, weights: fed }) };
  const child = await distributionsOf(session, dataset.spec, dataset.observations);
  const moved = divergencesOf(parent, child);
  const situations = situationOfStep(dataset);
  const own = new Float32Array(child.rows * heads);
  const drawn = new Float32Array(child.rows * heads);
  let [sum, total, divergence] = [0, 0, 0];
  for (const step of judging) {
    const row = situations[step] ?? 0;
    drawn.set(dataset.samples.subarray(step * heads, (step + 1) * heads), row * heads);
    logProbabilitiesOf(child, row, drawn, own);
    let log = 0;
    for (let head = 0; head < heads; head += 1) {
      const at = step * heads + head;
      log += (dataset.sampled[at] ?? 0) * ((own[row * heads + head] ?? 0) - (dataset.logProbabilities[at] ?? 0));
    }
    const ratio = Math.min(10, Math.exp(log));
    sum += ratio * (advantages[step] ?? 0);
    total += ratio;
    divergence += (moved[row] ?? 0) / judging.length;
  }
  return { surrogate: total === 0 ? 0 : sum / total, divergence };
}

function situationOfStep({ episodes, samples, spec }: OfflineDataset): Uint32Array {
  const rows = new Uint32Array(samples.length / spec.attributes.length);
  for (const { firstStep, firstSituation, steps } of episodes)
    for (let at = 0; at < steps; at += 1) rows[firstStep + at] = firstSituation + at;
  return rows;
}

function requireRefinementSettings(settings: PolicyRefinementSettings): void {
  requireSettings(settings, {
    epochs: "count",
    patience: "count",
    batchSize: "count",
    learningRate: "positive",
    clipRange: "positive",
    gamma: "share",
    lambda: "share",
    residual: "share",
    divergenceWeight: "not-negative",
    mostDivergence: "positive",
    heldOutShare: "share",
  });
}
