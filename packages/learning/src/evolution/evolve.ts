import { LearningError } from "../errors.ts";
import type { Layout } from "../training/parameters.ts";
import { randomFromSeed, uniform, type Random } from "../training/random.ts";
import { cross, mutate, tournament, type Breeding } from "./breeding.ts";
import { readCheckpoint, writeCheckpoint, type EvolutionState } from "./checkpoint.ts";
import { diversityOf } from "./diversity.ts";
import { ALL_GENES, type GeneKinds, type Genome } from "./genome.ts";
import { settingGenes } from "./settings-genes.ts";
import { weightUnits } from "./weight-genes.ts";

/** A genome to be judged on the scenarios of these seeds; all of a generation are judged on the same. */
export type Candidate = {
  readonly generation: number;
  readonly index: number;
  readonly genome: Genome;
  readonly seeds: readonly number[];
};

/** What a candidate is worth, higher is better. `weights`, where learning is part of the judging: what it learned, inherited. */
export type Judgement = { readonly index: number; readonly fitness: number; readonly weights?: Float32Array };

export type EvolutionSettings = {
  readonly population: number;
  readonly generations: number;
  /** Genomes that enter a tournament for each parent, and that survive unchanged. */
  readonly tournament: number;
  readonly elites: number;
  readonly crossoverShare: number;
  /** Scenarios that a generation is judged on. */
  readonly scenarios: number;
  /** Below this share of the first generation's diversity, newcomers take the place of the least fit. */
  readonly leastDiversity: number;
};

export type GenerationReport = {
  readonly generation: number;
  readonly best: number;
  readonly mean: number;
  readonly worst: number;
  readonly diversity: number;
  /** Newcomers that the next generation was given, because this one had become too alike. */
  readonly newcomers: number;
};

export type EvolutionRequest = {
  /** Where the search begins, for example a policy that was cloned or trained. */
  readonly ancestor: Genome;
  readonly layout: Layout;
  readonly genes?: Partial<GeneKinds>;
  readonly settings?: Partial<EvolutionSettings>;
  readonly seed: number;
  /** Judges a generation, anywhere and in any order: judgements are told apart by their index. */
  readonly evaluate: (candidates: readonly Candidate[]) => Promise<readonly Judgement[]>;
  readonly onGeneration?: (report: GenerationReport) => void;
  readonly onCheckpoint?: (bytes: Uint8Array) => Promise<void>;
  readonly resume?: Uint8Array;
  /** Asked between generations. */
  readonly stop?: () => boolean;
};

export type Evolved = {
  /** The fittest of the last generation judged. */
  readonly best: Genome;
  readonly population: readonly Genome[];
  readonly curve: readonly GenerationReport[];
  readonly checkpoint: Uint8Array;
};

const DEFAULTS: EvolutionSettings = {
  population: 24,
  generations: 20,
  tournament: 3,
  elites: 2,
  crossoverShare: 0.6,
  scenarios: 4,
  leastDiversity: 0.2,
};
// A newcomer is a child of the fittest that strays this many times as far.
const NEWCOMER_STRENGTH = 6;
const SEED_STRIDE = 7_919;

/**
 * Breeds Personas: tournament selection, crossover, self-adaptive mutation, elites, newcomers when all become alike. Same request,
 * same end, however many evaluators there were and however often it was stopped and resumed. Throws `not-finite` for a fitness that
 * is not, `genome-invalid` for a checkpoint of another search.
 */
export async function evolve(request: EvolutionRequest): Promise<Evolved> {
  const settings = { ...DEFAULTS, ...request.settings };
  const breeding = breedingOf(request);
  let state = request.resume === undefined ? begin(request, settings, breeding) : readCheckpoint(request.resume);
  checkState(state, request, settings);
  while (state.generation < settings.generations && request.stop?.() !== true) {
    const judged = await judge(request, settings, state);
    state = nextState(state, judged, { settings, breeding });
    const report = state.curve.at(-1);
    if (report !== undefined) request.onGeneration?.(report);
    await request.onCheckpoint?.(writeCheckpoint(state));
  }
  return {
    best: state.best ?? request.ancestor,
    population: state.population,
    curve: state.curve,
    checkpoint: writeCheckpoint(state),
  };
}

function breedingOf({ ancestor, layout, genes }: EvolutionRequest): Breeding {
  const kinds = { ...ALL_GENES, ...genes };
  return { kinds, units: weightUnits(layout), settings: settingGenes(ancestor, kinds) };
}

function begin(
  { ancestor, seed }: EvolutionRequest,
  { population }: EvolutionSettings,
  breeding: Breeding,
): EvolutionState {
  const random = randomFromSeed(seed);
  const others = Array.from({ length: population - 1 }, () => mutate(random, breeding, ancestor));
  return { seed, generation: 0, words: [...random.words], population: [ancestor, ...others], best: null, curve: [] };
}

async function judge(request: EvolutionRequest, settings: EvolutionSettings, state: EvolutionState): Promise<Judged[]> {
  const { generation, population, seed } = state;
  const seeds = Array.from(
    { length: settings.scenarios },
    (_, at) => seed + (generation * settings.scenarios + at + 1) * SEED_STRIDE,
  );
  const candidates = population.map((genome, index) => ({ generation, index, genome, seeds }));
  const judgements = new Map((await request.evaluate(candidates)).map((judgement) => [judgement.index, judgement]));
  return candidates
    .map(({ index, genome }) => {
      const judgement = judgements.get(index);
      if (judgement === undefined || !Number.isFinite(judgement.fitness)) {
        const said = judgement === undefined ? "missing" : String(judgement.fitness);
        throw new LearningError("not-finite", `generation ${generation}: the fitness of genome ${index} is ${said}`);
      }
      const { fitness, weights } = judgement;
      return { index, fitness, genome: weights === undefined ? genome : { ...genome, weights } };
    })
    .sort((a, b) => b.fitness - a.fitness || a.index - b.index);
}

type Judged = { readonly index: number; readonly fitness: number; readonly genome: Genome };

function nextState(
  state: EvolutionState,
  judged: readonly Judged[],
  { settings, breeding }: { settings: EvolutionSettings; breeding: Breeding },
): EvolutionState {
  const random: Random = { words: Uint32Array.from(state.words) };
  const genomes = judged.map(({ genome }) => genome);
  const fitness = judged.map((each) => each.fitness);
  const diversity = diversityOf(genomes, breeding);
  const first = state.curve[0]?.diversity ?? diversity;
  const alike = diversity < settings.leastDiversity * first;
  const newcomers = alike ? Math.max(1, Math.floor(settings.population / 4)) : 0;
  const best = genomes[0] as Genome;
  const population = genomes.slice(0, settings.elites);
  while (population.length < settings.population - newcomers) {
    const parent = () => genomes[tournament(random, fitness, settings.tournament)] as Genome;
    const crossed = uniform(random) < settings.crossoverShare;
    population.push(mutate(random, breeding, crossed ? cross(random, breeding, parent(), parent()) : parent()));
  }
  while (population.length < settings.population) population.push(mutate(random, breeding, restless(best)));
  const report = {
    generation: state.generation,
    best: fitness[0] ?? Number.NaN,
    mean: fitness.reduce((sum, value) => sum + value, 0) / fitness.length,
    worst: fitness.at(-1) ?? Number.NaN,
    diversity,
    newcomers,
  };
  const curve = [...state.curve, report];
  return { ...state, generation: state.generation + 1, words: [...random.words], population, best, curve };
}

function restless(genome: Genome): Genome {
  const { weights, settings } = genome.strength;
  return { ...genome, strength: { weights: weights * NEWCOMER_STRENGTH, settings: settings * NEWCOMER_STRENGTH } };
}

function checkState(
  { seed, population }: EvolutionState,
  request: EvolutionRequest,
  settings: EvolutionSettings,
): void {
  const same = population.every(({ weights }) => weights.length === request.ancestor.weights.length);
  if (same && seed === request.seed && population.length === settings.population) return;
  throw new LearningError(
    "genome-invalid",
    `this checkpoint is of a search with seed ${seed} and ${population.length} genomes; resume it with the same request`,
  );
}
