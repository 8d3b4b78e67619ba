import { canonicalBytes, encodeConfiguration, encodedWidth, targetDigest } from "@fleet-persona/persona";
import { encodeCheckpoint } from "../../checkpoint/checkpoint.ts";
import { REWARD_TERMS, type RewardTerms, weighedTerms } from "../../fleet/reward.ts";
import { requireEpisodes } from "./require-episodes.ts";
import type { DatasetSpec, LoggedEpisode, LoggedPersona, LoggedSituation } from "./logged-episode.ts";

/** Where a dataset comes from. Tenants and hosts are opaque ids; times are ms since the epoch. */
export type Provenance = {
  readonly experiments: readonly string[];
  readonly tenants: readonly string[];
  readonly hosts: number;
  readonly personas: readonly LoggedPersona[];
  readonly episodes: number;
  readonly steps: number;
  readonly from: number;
  readonly to: number;
};

/** One episode's place among the rows. */
export type EpisodeRows = {
  readonly tenant: string;
  readonly host: string;
  readonly experiment: string;
  readonly arm: string;
  /** ms since the epoch of its first draw. */
  readonly from: number;
  /** Its first step among `samples`, and its first situation among `observations`, of which it has one more. */
  readonly firstStep: number;
  readonly firstSituation: number;
  readonly steps: number;
  readonly ending: LoggedEpisode["ending"];
};

/** Columns of the log. H: attributes, C: width of an encoded configuration, O: width of an observation. */
export type DatasetColumns = {
  /** [steps + episodes, O]: signals, present, configuration, as `policyNetwork` reads them. */
  readonly observations: Float32Array;
  /** [steps, H]; 0 where an attribute was not sampled. */
  readonly samples: Float32Array;
  readonly logProbabilities: Float32Array;
  /** [steps, H], 1 where it was sampled. */
  readonly sampled: Float32Array;
  /** [steps, C]. */
  readonly applied: Float32Array;
  /** [steps, REWARD_TERMS], each the sum over a whole step. */
  readonly terms: Float32Array;
};

/** A versioned log: the version is the SHA-256 of everything in it. */
export type OfflineDataset = DatasetColumns & {
  readonly spec: DatasetSpec;
  readonly provenance: Provenance;
  readonly episodes: readonly EpisodeRows[];
  readonly version: string;
};

/**
 * A dataset of logged episodes, the same for the same episodes in any order. Throws `dataset-empty`, `dataset-mixed`,
 * `dataset-repeated`, `dataset-without-propensity`, `dataset-not-finite` and `dataset-gap`, each naming the episode.
 */
export function datasetOf(spec: DatasetSpec, logged: readonly LoggedEpisode[]): OfflineDataset {
  const ordered = logged.toSorted((a, b) => compare(keyOf(a), keyOf(b)));
  requireEpisodes(spec, ordered);
  const columns = columnsOf(spec, ordered);
  let firstStep = 0;
  const episodes = ordered.map((episode, at): EpisodeRows => {
    const { tenant, host, experiment, steps, ending } = episode;
    const place = { firstStep, firstSituation: firstStep + at, steps: steps.length };
    firstStep += steps.length;
    return { tenant, host, experiment: experiment.id, arm: experiment.arm, from: startOf(episode), ...place, ending };
  });
  const content = { spec, provenance: provenanceOf(ordered), episodes };
  return { ...columns, ...content, version: versionOf(content, columns) };
}

/** SHA-256 in hex over the canonical JSON of what describes the columns, and the columns. */
export function versionOf(
  { spec, provenance, episodes }: Pick<OfflineDataset, "spec" | "provenance" | "episodes">,
  { observations, samples, logProbabilities, sampled, applied, terms }: DatasetColumns,
): string {
  const described = canonicalBytes({ spec, provenance, episodes });
  const arrays = { observations, samples, logProbabilities, sampled, applied, terms };
  const written = encodeCheckpoint({ header: {}, arrays });
  const whole = new Uint8Array(described.length + written.length);
  whole.set(described);
  whole.set(written, described.length);
  return targetDigest(whole).sha256;
}

/** How wide an observation is. */
export function observationWidth({ inputs, attributes }: Pick<DatasetSpec, "inputs" | "attributes">): number {
  return 2 * inputs.length + encodedWidth(attributes);
}

/** What each step was worth, by the spec's weights: the sum over its seconds. */
export function stepRewards({ spec, terms }: Pick<OfflineDataset, "spec" | "terms">): Float32Array {
  const width = REWARD_TERMS.length;
  return Float32Array.from({ length: terms.length / width }, (_, row) => {
    const read = Object.fromEntries(REWARD_TERMS.map((name, at) => [name, terms[row * width + at] ?? 0]));
    return weighedTerms(spec.reward, read as RewardTerms);
  });
}

function columnsOf(spec: DatasetSpec, ordered: readonly LoggedEpisode[]): DatasetColumns {
  const { attributes } = spec;
  const steps = ordered.flatMap((episode) => episode.steps);
  const width = encodedWidth(attributes);
  const sampledOf = (read: "sample" | "logProbability"): Float32Array =>
    Float32Array.from(steps.flatMap(({ samples }) => attributes.map(({ name }) => samples[name]?.[read] ?? 0)));
  const applied = new Float32Array(steps.length * width);
  const terms = new Float32Array(steps.length * REWARD_TERMS.length);
  for (const [row, step] of steps.entries()) {
    applied.set(encodeConfiguration(attributes, step.applied), row * width);
    const stretch = spec.everyMs / 1000 / step.measuredS;
    for (const [at, name] of REWARD_TERMS.entries()) {
      // A move is made once, however many of the seconds after it were measured.
      terms[row * REWARD_TERMS.length + at] = step.terms[name] * (name === "churn" ? 1 : stretch);
    }
  }
  return {
    observations: observationsOf(spec, ordered),
    samples: sampledOf("sample"),
    logProbabilities: sampledOf("logProbability"),
    sampled: Float32Array.from(steps.flatMap(({ samples }) => attributes.map(({ name }) => (name in samples ? 1 : 0)))),
    applied,
    terms,
  };
}

function observationsOf(spec: DatasetSpec, ordered: readonly LoggedEpisode[]): Float32Array {
  const situations = ordered.flatMap(({ steps, last }): LoggedSituation[] => [...steps, last]);
  const width = observationWidth(spec);
  const observations = new Float32Array(situations.length * width);
  for (const [row, { signals, present, config }] of situations.entries()) {
    observations.set(signals, row * width);
    observations.set(present, row * width + spec.inputs.length);
    observations.set(encodeConfiguration(spec.attributes, config), row * width + 2 * spec.inputs.length);
  }
  return observations;
}

function provenanceOf(ordered: readonly LoggedEpisode[]): Provenance {
  const personas = new Map(ordered.map(({ persona }) => [persona.digest, persona]));
  const distinct = (read: (episode: LoggedEpisode) => string): string[] => [...new Set(ordered.map(read))].toSorted();
  return {
    experiments: distinct(({ experiment }) => experiment.id),
    tenants: distinct(({ tenant }) => tenant),
    hosts: distinct(({ tenant, host }) => `${tenant}/${host}`).length,
    personas: [...personas.values()]
      .map(({ id, version, digest }) => ({ id, version, digest }))
      .toSorted((a, b) => a.version - b.version || compare(a.digest, b.digest)),
    episodes: ordered.length,
    steps: ordered.reduce((sum, { steps }) => sum + steps.length, 0),
    from: Math.min(...ordered.map(startOf)),
    to: Math.max(...ordered.map(({ last }) => last.at)),
  };
}

function startOf({ steps, last }: LoggedEpisode): number {
  return steps[0]?.at ?? last.at;
}

function keyOf(episode: LoggedEpisode): string {
  const { tenant, host, experiment } = episode;
  return [tenant, host, experiment.id, String(startOf(episode)).padStart(16, "0")].join("\n");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
