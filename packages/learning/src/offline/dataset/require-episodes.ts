import type { Attribute } from "@fleet-persona/persona";
import { LearningError, type LearningErrorCode } from "../../errors.ts";
import { REWARD_TERMS } from "../../fleet/reward.ts";
import { headWidth } from "../../policy/network.ts";
import type { DatasetSpec, LoggedEpisode, LoggedSituation, LoggedStep } from "./logged-episode.ts";

// A draw may come late by this share of its interval: the agent's loop has a beat of its own.
const SLACK = 0.5;

/** Refuses what nothing honest could be learned from; see `datasetOf`. */
export function requireEpisodes(spec: DatasetSpec, episodes: readonly LoggedEpisode[]): void {
  if (episodes.length === 0) throw new LearningError("dataset-empty", "there are no logged episodes");
  const id = episodes[0]?.persona.id;
  const inputs = JSON.stringify(spec.inputs.map(({ name }) => name));
  const seen = new Set<string>();
  for (const episode of episodes) {
    const refuse = refuserOf(episode);
    const { persona, steps, everyMs } = episode;
    if (steps.length === 0) refuse("dataset-empty", "it has no steps");
    if (persona.id !== id) refuse("dataset-mixed", `it is of ${persona.id}, others are of ${id}`);
    if (JSON.stringify(episode.inputs) !== inputs) refuse("dataset-mixed", "its signals are not those of the spec");
    if (everyMs !== spec.everyMs) refuse("dataset-mixed", `it drew every ${everyMs} ms, not every ${spec.everyMs}`);
    const key = `${episode.tenant}/${episode.host}/${steps[0]?.at}`;
    if (seen.has(key)) refuse("dataset-repeated", "it is there twice");
    seen.add(key);
    for (const [at, step] of steps.entries()) {
      requireSituation(spec, step, refuse);
      requireSamples(spec.attributes, step, refuse);
      requireTerms(step, refuse);
      const next = steps[at + 1] ?? episode.last;
      if (Math.abs(next.at - step.at - everyMs) > SLACK * everyMs)
        refuse("dataset-gap", `${next.at - step.at} ms lie between two draws that are to be ${everyMs} ms apart`);
    }
    requireSituation(spec, episode.last, refuse);
  }
}

type Refuse = (code: LearningErrorCode, because: string) => void;

function refuserOf({ host, experiment, steps }: LoggedEpisode): Refuse {
  return (code, because) => {
    const which = `episode of host ${host} in experiment ${experiment.id} from ${steps[0]?.at ?? "nowhen"}`;
    throw new LearningError(code, `${which}: ${because}`);
  };
}

function requireSituation({ inputs }: DatasetSpec, { at, signals, present }: LoggedSituation, refuse: Refuse): void {
  if (signals.length !== inputs.length || present.length !== inputs.length)
    refuse("dataset-mixed", `it has ${signals.length} signals where the spec has ${inputs.length}`);
  if (![at, ...signals, ...present].every(Number.isFinite)) refuse("dataset-not-finite", `a signal at ${at} is not`);
}

function requireSamples(attributes: readonly Attribute[], { at, samples }: LoggedStep, refuse: Refuse): void {
  const names = Object.keys(samples);
  if (names.length === 0) refuse("dataset-without-propensity", `nothing was sampled at ${at}`);
  for (const name of names) {
    const attribute = attributes.find((each) => each.name === name);
    if (attribute === undefined) refuse("dataset-mixed", `${name} is none of the spec's attributes`);
    const { sample = Number.NaN, logProbability } = samples[name] ?? {};
    if (typeof logProbability !== "number") refuse("dataset-without-propensity", `${name} at ${at} has none`);
    if (!Number.isFinite(sample) || !Number.isFinite(logProbability))
      refuse("dataset-not-finite", `${name} at ${at} was drawn as ${sample} with ln ${logProbability}`);
    const choices = attribute === undefined ? 0 : choicesOf(attribute);
    if (choices > 0 && !(Number.isInteger(sample) && sample >= 0 && sample < choices))
      refuse("dataset-mixed", `${name} at ${at} is choice ${sample} of ${choices}`);
  }
}

function requireTerms({ at, terms, measuredS }: LoggedStep, refuse: Refuse): void {
  if (!(measuredS > 0)) refuse("dataset-gap", `no second after ${at} was measured`);
  for (const name of REWARD_TERMS)
    if (!Number.isFinite(terms[name])) refuse("dataset-not-finite", `${name} after ${at} is ${terms[name]}`);
}

/** How many choices an attribute has; 0 for a number. */
function choicesOf(attribute: Attribute): number {
  return attribute.kind === "continuous" || attribute.kind === "integer" ? 0 : headWidth(attribute);
}
