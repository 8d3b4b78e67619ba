import {
  childVersion,
  distributionsOf,
  divergencesOf,
  evaluateOffPolicy,
  exportPolicy,
  gaussian,
  narrowedTo,
  randomFromSeed,
  splitHosts,
  weightsOfPolicy,
} from "@fleet-persona/learning";
import type { Distributions, OfflineDataset, OnnxRuntime, ParentVersion, Refined } from "@fleet-persona/learning";

export type EvolutionSettings = {
  readonly generations: number;
  readonly population: number;
  /** Deviation of a mutation, as a share of the deviation of each weight's own tensor. */
  readonly strength: number;
  /** What a nat of divergence from the parent costs, in reward a second. */
  readonly divergenceWeight: number;
};

export const LOG_EVOLUTION_DEFAULTS: EvolutionSettings = {
  generations: 12,
  population: 16,
  strength: 0.05,
  divergenceWeight: 0.02,
};

type EvolveRequest = {
  readonly parent: ParentVersion;
  readonly dataset: OfflineDataset;
  readonly settings: Partial<EvolutionSettings>;
  readonly runtime: OnnxRuntime;
  readonly seed: number;
  readonly date: string;
  readonly experiments: readonly string[];
};

const JUDGING_SHARE = 0.3;

/**
 * Breeds from a parent's weights with what the log says of each child as its fitness, less what it strays: (1+λ) evolution strategy with
 * the one-fifth rule (Rechenberg, 1973). Hosts that nothing was bred on judge the result. Same request, same files.
 */
export async function evolveOnLog(request: EvolveRequest): Promise<Refined> {
  const { parent, dataset, runtime, seed } = request;
  const settings = { ...LOG_EVOLUTION_DEFAULTS, ...request.settings };
  const { spec, weights } = weightsOfPolicy(parent.policy, dataset.spec);
  const { learning, judging } = splitHosts(dataset, JUDGING_SHARE);
  const part = narrowedTo(dataset, learning);
  const reference = await distributionsOf(await runtime.load(parent.policy), part.spec, part.observations);
  const random = randomFromSeed(seed);
  const scale = spreadOf(weights);
  let [best, bestFitness, strength] = [weights, 0, settings.strength];
  const curve: { readonly epoch: number; readonly loss: number }[] = [];
  for (let generation = 1; generation <= settings.generations; generation += 1) {
    const from = best;
    let better = 0;
    for (let each = 0; each < settings.population; each += 1) {
      const child = from.map((weight) => weight + strength * scale * gaussian(random));
      const fitness = await fitnessOf(part, exportPolicy(spec, child), { reference, runtime, settings });
      if (fitness <= bestFitness) continue;
      better += 1;
      [best, bestFitness] = [child, fitness];
    }
    strength *= better > settings.population / 5 ? 1.5 : 0.8;
    curve.push({ epoch: generation, loss: -bestFitness });
  }
  const policy = exportPolicy(spec, best);
  const evaluation = await evaluateOffPolicy(dataset, await runtime.load(policy), {}, judging);
  if (evaluation.kind === "refused")
    return { kind: "refused", code: evaluation.code, sentence: evaluation.sentence, evaluation };
  if (!((evaluation.gain.value ?? Number.NaN) > 0)) {
    const sentence =
      "On hosts that nothing was bred on, no child is worth more than its parent: nothing to try live. Let more hosts explore, or breed for longer.";
    return { kind: "refused", code: "no-gain", sentence, evaluation };
  }
  const { version, provenance } = dataset;
  const made = { policy, algorithm: "evolution on journals", seed, evaluation, dataset: { version, provenance } };
  const { experiments, date } = request;
  const child = childVersion(parent, { ...made, experiments, date, settings, curve });
  if (child.kind === "refused") return { ...child, evaluation };
  return { kind: "candidate", manifest: child.manifest, files: child.files, evaluation };
}

type Judged = {
  readonly reference: Distributions;
  readonly runtime: OnnxRuntime;
  readonly settings: EvolutionSettings;
};

// A child that the log cannot speak of is worth nothing, whatever it might be worth.
async function fitnessOf(
  part: OfflineDataset,
  policy: Uint8Array,
  { reference, runtime, settings }: Judged,
): Promise<number> {
  const session = await runtime.load(policy);
  const estimate = await evaluateOffPolicy(part, session);
  if (estimate.kind === "refused") return Number.NEGATIVE_INFINITY;
  const moved = divergencesOf(reference, await distributionsOf(session, part.spec, part.observations));
  const divergence = moved.reduce((sum, value) => sum + value, 0) / Math.max(1, moved.length);
  return (estimate.gain.value ?? Number.NEGATIVE_INFINITY) - settings.divergenceWeight * divergence;
}

function spreadOf(weights: Float32Array): number {
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return Math.sqrt(weights.reduce((sum, weight) => sum + (weight - mean) ** 2, 0) / weights.length);
}
