import { LearningError } from "../errors.ts";
import type { GenerationReport } from "./evolve.ts";
import { genomeFromJson, genomeToJson, jsonBytes, jsonFromBytes, type GenomeJson } from "./genome-codec.ts";
import type { Genome } from "./genome.ts";

/** Everything a search is between two generations. */
export type EvolutionState = {
  readonly seed: number;
  /** The next one to be judged. */
  readonly generation: number;
  /** The random generator's. */
  readonly words: readonly number[];
  readonly population: readonly Genome[];
  readonly best: Genome | null;
  readonly curve: readonly GenerationReport[];
};

const KIND = "fleet-persona/evolution-1";

type Written = Omit<EvolutionState, "population" | "best"> & {
  readonly kind: typeof KIND;
  readonly population: readonly GenomeJson[];
  readonly best: GenomeJson | null;
};

// Field by field: the same state gives the same bytes, wherever it came from.
export function writeCheckpoint({ seed, generation, words, population, best, curve }: EvolutionState): Uint8Array {
  return jsonBytes({
    kind: KIND,
    seed,
    generation,
    words,
    population: population.map(genomeToJson),
    best: best === null ? null : genomeToJson(best),
    curve,
  } satisfies Written);
}

/** Throws `genome-invalid` for bytes that `writeCheckpoint` did not write whole. */
export function readCheckpoint(bytes: Uint8Array): EvolutionState {
  const read = jsonFromBytes(bytes);
  if (!isWritten(read)) throw new LearningError("genome-invalid", "these bytes are no checkpoint of an evolution");
  const { kind: _, population, best, ...state } = read;
  return { ...state, population: population.map(genomeFromJson), best: best === null ? null : genomeFromJson(best) };
}

function isWritten(value: unknown): value is Written {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === KIND;
}
