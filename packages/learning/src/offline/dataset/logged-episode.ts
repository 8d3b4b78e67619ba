import type { Attribute, Configuration, InputSignal } from "@fleet-persona/persona";
import type { RewardWeights } from "../../fleet/fleet-task.ts";
import type { RewardTerms } from "../../fleet/reward.ts";

/** One attribute's draw: a number on the unit interval as drawn, or a choice's index; and ln of its probability (density). */
export type LoggedSample = { readonly sample: number; readonly logProbability: number };

/** What a policy is shown: signals in the spec's order and units (0 where absent), 1 where one was there, the configuration. */
export type LoggedSituation = {
  /** ms since the epoch. */
  readonly at: number;
  readonly signals: readonly number[];
  readonly present: readonly number[];
  readonly config: Configuration;
};

/** From one draw to the next: what was seen, drawn and applied, and what the time until the next draw came to. */
export type LoggedStep = LoggedSituation & {
  /** By attribute; one that this host did not sample (it steers it not, or does not lead) is left out. */
  readonly samples: Readonly<Record<string, LoggedSample>>;
  /** The configuration ordered after the engine's guards. */
  readonly applied: Configuration;
  /** Sums over the seconds that were measured. */
  readonly terms: RewardTerms;
  /** How many seconds of the step were measured; the terms are stretched to the whole step. */
  readonly measuredS: number;
};

/** Which version explored; `digest` is the bundle's. */
export type LoggedPersona = { readonly id: string; readonly version: number; readonly digest: string };

/** An unbroken stretch of one host's exploration in one arm. `last` is where its last step led to. */
export type LoggedEpisode = {
  /** Opaque ids. */
  readonly tenant: string;
  readonly host: string;
  readonly experiment: { readonly id: string; readonly arm: string };
  readonly persona: LoggedPersona;
  /** From draw to draw, ms. */
  readonly everyMs: number;
  /** Names in the order of `signals`, so that no two specs are mistaken for one. */
  readonly inputs: readonly string[];
  readonly steps: readonly LoggedStep[];
  /** `truncated`: time went on without being logged. `terminated`: there was nothing more to come. */
  readonly ending: "truncated" | "terminated";
  readonly last: LoggedSituation;
};

/** What the numbers of a dataset mean. */
export type DatasetSpec = {
  readonly attributes: readonly Attribute[];
  readonly inputs: readonly InputSignal[];
  readonly reward: RewardWeights;
  readonly everyMs: number;
  /** Choices that the tenant's bounds allowed while it was logged, by attribute; one that is left out: all. */
  readonly allowed: Readonly<Record<string, readonly number[]>>;
};
