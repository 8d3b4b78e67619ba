import { LearningError } from "../errors.ts";
import type { Configuration, InputSignal } from "@fleet-persona/persona";
import { randomFromSeed, shuffled } from "../training/random.ts";

/** One second of a recording: what the fleet saw and had, and what the teacher would have it. */
export type Demonstration = {
  readonly episode: number;
  /** Seconds since the episode began. */
  readonly t: number;
  /** In declared units; null or left out means not observed. */
  readonly signals: Readonly<Record<string, number | null>>;
  readonly config: Configuration;
  readonly expert: Configuration;
  /** What the value head learns: the discounted return from here. */
  readonly value?: number;
};

export type DataSplit = {
  readonly training: readonly Demonstration[];
  readonly validation: readonly Demonstration[];
  /** What was held out: whole episodes, or blocks of time where there are too few. */
  readonly heldOut: "episodes" | "time-blocks";
};

const FEWEST_EPISODES = 5;
const BLOCK_S = 60;
// Neighbouring seconds resemble each other: rows this close to a block border are dropped from training.
const GAP_S = 5;

/**
 * Holds out about `share` of the recording for validation by whole episodes or, with fewer than five, by
 * blocks of a minute. Seeded. Throws `dataset-invalid` when one side would be empty.
 */
export function splitByTime(rows: readonly Demonstration[], share: number, seed: number): DataSplit {
  const episodes = [...new Set(rows.map(({ episode }) => episode))];
  const heldOut = episodes.length >= FEWEST_EPISODES ? "episodes" : "time-blocks";
  const unitOf = ({ episode, t }: Demonstration): string =>
    heldOut === "episodes" ? String(episode) : `${episode}/${Math.floor(t / BLOCK_S)}`;
  const units = shuffled(randomFromSeed(seed), [...new Set(rows.map(unitOf))]);
  const chosen = new Set(units.slice(0, Math.max(1, Math.round(units.length * share))));
  const validation = rows.filter((row) => chosen.has(unitOf(row)));
  const training = rows.filter((row) => !chosen.has(unitOf(row)) && (heldOut === "episodes" || !nearBorder(row.t)));
  if (training.length === 0 || validation.length === 0) {
    throw new LearningError(
      "dataset-invalid",
      `${rows.length} rows in ${units.length} parts are too few to hold any out`,
    );
  }
  return { training, validation, heldOut };
}

/** How one signal is distributed over the rows where it was observed. */
export function distributionOf(rows: readonly Demonstration[], signal: string): InputSignal["distribution"] {
  const values = rows.map(({ signals }) => signals[signal]).filter((value) => Number.isFinite(value)) as number[];
  if (values.length === 0) throw new LearningError("dataset-invalid", `no row has the signal ${signal}`);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const sorted = values.sort((a, b) => a - b);
  const quantile = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? mean;
  return { mean, standard_deviation: Math.sqrt(variance), p01: quantile(0.01), p99: quantile(0.99) };
}

function nearBorder(t: number): boolean {
  const within = t % BLOCK_S;
  return within < GAP_S || within >= BLOCK_S - GAP_S;
}
