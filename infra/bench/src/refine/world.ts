import { simulatedDemoFleet } from "@fleet-persona/demo-fleet";
import type { LoggedPersona, ParentVersion, TaskDescription } from "@fleet-persona/learning";
import type { PersonaPart } from "@fleet-persona/learning-jobs";
import { REWARD } from "../policy/policy-bench.ts";

/** How much is done; the defaults take some minutes on two cores. */
export type Effort = {
  /** Hosts that explore in each round, each with traffic of its own. */
  readonly explorers: number;
  /** Hosts of the fleet that an experiment runs on, and its days; the first of them before anything differs. */
  readonly fleet: number;
  readonly days: number;
  readonly before: number;
  /** Seeds of each unseen trace. */
  readonly seeds: number;
};

export const DEFAULT_EFFORT: Effort = { explorers: 300, fleet: 96, days: 16, before: 4, seeds: 3 };
export const QUICK_EFFORT: Effort = { explorers: 80, fleet: 16, days: 8, before: 2, seeds: 1 };

/** From draw to draw: long enough for a crowd to answer, short enough for many draws. */
export const EXPLORE_MS = 4_000;
export const DAY_S = 180;
export const WARMUP_S = 10;

// Where seeds come from: nothing is judged on what it was learned from, and nothing unseen was ever looked at.
const SEEDS = { first: 5_000, explore: 1_000_000, experiment: 20_000_000 };
const STRIDE = 1_000_000;
export const firstSeed = SEEDS.first;
export const exploreSeed = (round: number, host: number): number => SEEDS.explore + STRIDE * round + host;
export const daySeed = (round: number, day: number): number => SEEDS.experiment + STRIDE * round + day;

/** The flash-sale task on the simulated demo fleet, with machines and applications that differ by a few tenths. */
export function worldOf({ manifest }: Pick<ParentVersion, "manifest">): TaskDescription {
  return {
    attributes: manifest.attributes,
    inputs: manifest.policy.inputs.signals,
    triggers: manifest.triggers,
    adaptation: manifest.adaptation,
    reward: REWARD,
    decisionIntervalS: 1,
    spread: {
      fleet: simulatedDemoFleet(),
      seconds: DAY_S,
      warmupS: WARMUP_S,
      calm: { min: 130, max: 220 },
      peak: { min: 280, max: 460 },
      events: ["flash", "flash", "campaign", "bursts"],
      mostEvents: 3,
      scale: { min: 0.85, max: 1.15 },
      service: { min: SERVICE.least, max: SERVICE.most },
    },
  };
}

/** How much a request costs, as a factor: over all fleets that explore, and over the hosts of the one fleet of an experiment, which are alike. */
export const SERVICE = { least: 0.8, most: 1.2 };
export const ALIKE = { least: 0.96, most: 1.04 };

/** A version as a job runs it. */
export function partOf({ manifest, policy }: ParentVersion): PersonaPart {
  const { attributes, triggers, adaptation, confidence_score } = manifest;
  return {
    name: nameOf(manifest),
    model: Buffer.from(policy).toString("base64"),
    inputs: manifest.policy.inputs.signals,
    attributes,
    triggers,
    adaptation,
    claimedConfidence: confidence_score,
  };
}

export function nameOf({ version }: ParentVersion["manifest"]): string {
  return `version ${version}`;
}

export function loggedAs({ manifest, digest }: ParentVersion): LoggedPersona {
  return { id: manifest.id, version: manifest.version, digest };
}

/** An id of an experiment that is the same in every run. */
export function experimentId(round: number, kind: "explore" | "verdict"): string {
  return `00000000-0000-4000-8000-${(round * 2 + (kind === "explore" ? 0 : 1)).toString(16).padStart(12, "0")}`;
}
