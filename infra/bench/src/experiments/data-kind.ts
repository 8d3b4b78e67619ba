import type { ExperimentPlan, UnitObservation } from "@fleet-persona/experiments";

/** Where chance comes from in one trial. */
export type Chance = { readonly uniform: () => number; readonly normal: () => number };

/** One run of an experiment in which nothing differs, seen from look to look. */
export type Trial = {
  /** Lets time pass until the next look. */
  readonly advance: () => void;
  /** The units as they stand; the treated's figures times `1 + effect`. */
  readonly observe: (effect: number) => readonly UnitObservation[];
};

/** A sort of data that verdicts must survive: how many looks, and how a trial of it runs. */
export type DataKind = {
  readonly name: string;
  readonly looks: number;
  readonly plan: ExperimentPlan;
  /** Plain means of hosts: looks that cannot find anything may be told without a verdict (`mightFind`). */
  readonly plain: boolean;
  readonly start: (chance: Chance) => Trial;
};
