import type { Manifest, Trigger } from "@fleet-persona/persona";
import type { RewardWeights } from "../fleet/fleet-task.ts";

/** All of a Persona that can be bred: what its network is, what it was taught to want, and how the engine is to follow it. */
export type Genome = {
  /** The policy network's parameters, in the order of its layout. */
  readonly weights: Float32Array;
  /** What it learns from where its evaluation includes learning; fitness is always by the task's own reward. */
  readonly reward: RewardWeights;
  readonly adaptation: Manifest["adaptation"];
  readonly triggers: readonly Trigger[];
  /** How far its children stray: share of a layer's spread for weights, share of a range for settings. Inherited, and mutated first. */
  readonly strength: { readonly weights: number; readonly settings: number };
};

/** Which kinds of genes change; the others stay as the first ancestor has them. */
export type GeneKinds = {
  readonly weights: boolean;
  readonly reward: boolean;
  readonly adaptation: boolean;
  readonly triggers: boolean;
};

export const ALL_GENES: GeneKinds = { weights: true, reward: true, adaptation: true, triggers: true };

export const INITIAL_STRENGTH: Genome["strength"] = { weights: 0.05, settings: 0.1 };
