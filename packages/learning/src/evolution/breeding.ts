import { below, gaussian, uniform, type Random } from "../training/random.ts";
import type { GeneKinds, Genome } from "./genome.ts";
import { unitOf, withUnit, type SettingGene } from "./settings-genes.ts";
import { crossWeights, mutateWeights, type WeightUnits } from "./weight-genes.ts";

/** What children are made with; the same for the whole search. */
export type Breeding = {
  readonly kinds: GeneKinds;
  readonly units: WeightUnits;
  readonly settings: readonly SettingGene[];
};

const STRENGTHS = { weights: { min: 0.002, max: 0.5 }, settings: { min: 0.01, max: 0.5 } };
// Learning rate of the strengths: 1 / sqrt(2 × sqrt(n)) for the few that there are (Schwefel, 1981).
const TAU = 0.4;
// A setting is left alone more often than not, so that what works together stays together.
const SETTING_SHARE = 0.4;

/** A child of two: weights neuron- or layer-wise, settings gene by gene, strengths between both. */
export function cross(random: Random, { kinds, units, settings }: Breeding, a: Genome, b: Genome): Genome {
  const weights = kinds.weights ? crossWeights(random, units, a.weights, b.weights) : a.weights;
  const strength = {
    weights: Math.sqrt(a.strength.weights * b.strength.weights),
    settings: Math.sqrt(a.strength.settings * b.strength.settings),
  };
  let child: Genome = { ...a, weights, strength };
  for (const gene of settings) if (uniform(random) < 0.5) child = gene.write(child, gene.read(b));
  return child;
}

/** Mutates how strongly, then what: strengths that serve survive with what they made. */
export function mutate(random: Random, { kinds, units, settings }: Breeding, genome: Genome): Genome {
  const strength = {
    weights: strayed(random, genome.strength.weights, STRENGTHS.weights),
    settings: strayed(random, genome.strength.settings, STRENGTHS.settings),
  };
  const weights = kinds.weights ? mutateWeights(random, units, genome.weights, strength.weights) : genome.weights;
  let child: Genome = { ...genome, weights, strength };
  for (const gene of settings) {
    if (uniform(random) >= SETTING_SHARE) continue;
    child = withUnit(gene, child, unitOf(gene, child) + strength.settings * gaussian(random));
  }
  return child;
}

/** The fittest of `size` drawn with replacement. The larger, the harder the pressure. */
export function tournament(random: Random, fitness: readonly number[], size: number): number {
  let best = below(random, fitness.length);
  for (let round = 1; round < size; round += 1) {
    const other = below(random, fitness.length);
    if ((fitness[other] ?? 0) > (fitness[best] ?? 0)) best = other;
  }
  return best;
}

function strayed(random: Random, value: number, { min, max }: { min: number; max: number }): number {
  return Math.min(max, Math.max(min, value * Math.exp(TAU * gaussian(random))));
}
