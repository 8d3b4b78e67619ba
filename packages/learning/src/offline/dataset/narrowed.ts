import { encodedWidth } from "@fleet-persona/persona";
import { REWARD_TERMS } from "../../fleet/reward.ts";
import { type EpisodeRows, observationWidth, type OfflineDataset } from "./dataset.ts";

/** A host among all tenants' hosts. */
export function hostKey({ tenant, host }: Pick<EpisodeRows, "tenant" | "host">): string {
  return `${tenant}/${host}`;
}

/** Hosts of a dataset, apart: every so manieth, in the order of their ids, is for judging. */
export function splitHosts(
  { episodes }: Pick<OfflineDataset, "episodes">,
  share: number,
): { readonly learning: ReadonlySet<string>; readonly judging: ReadonlySet<string> } {
  const hosts = [...new Set(episodes.map(hostKey))].toSorted();
  const nth = Math.max(2, Math.round(1 / share));
  const isJudging = (at: number) => at % nth === nth - 1;
  return {
    learning: new Set(hosts.filter((_, at) => !isJudging(at))),
    judging: new Set(hosts.filter((_, at) => isJudging(at))),
  };
}

/** The rows of some hosts alone; the version stays that of the whole, of which it is a part. */
export function narrowedTo(dataset: OfflineDataset, hosts: ReadonlySet<string>): OfflineDataset {
  const { spec, episodes } = dataset;
  const kept = episodes.filter((episode) => hosts.has(hostKey(episode)));
  const bySteps = (column: Float32Array, width: number): Float32Array =>
    joined(kept.map(({ firstStep, steps }) => column.subarray(firstStep * width, (firstStep + steps) * width)));
  const wide = observationWidth(spec);
  const heads = spec.attributes.length;
  let firstStep = 0;
  const moved = kept.map((episode, at): EpisodeRows => {
    const place = { firstStep, firstSituation: firstStep + at };
    firstStep += episode.steps;
    return { ...episode, ...place };
  });
  return {
    ...dataset,
    episodes: moved,
    observations: joined(
      kept.map(({ firstSituation: from, steps }) =>
        dataset.observations.subarray(from * wide, (from + steps + 1) * wide),
      ),
    ),
    samples: bySteps(dataset.samples, heads),
    logProbabilities: bySteps(dataset.logProbabilities, heads),
    sampled: bySteps(dataset.sampled, heads),
    applied: bySteps(dataset.applied, encodedWidth(spec.attributes)),
    terms: bySteps(dataset.terms, REWARD_TERMS.length),
  };
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
