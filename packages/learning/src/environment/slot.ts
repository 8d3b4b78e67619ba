import { LearningError } from "../errors.ts";
import { nextUint32, randomFromSeed } from "../training/random.ts";
import type { Environment, StepResult } from "./environment.ts";

/** An episode that ended: its undiscounted return, and the mean over its steps of each figure of `info`. */
export type Episode = {
  /** The index of the environment it was played in. */
  readonly environment: number;
  readonly return: number;
  readonly length: number;
  readonly info: Readonly<Record<string, number>>;
};

/** One of several environments and its unfinished episode, every action of it included. */
export type Slot = {
  readonly environment: Environment;
  readonly index: number;
  episode: number;
  length: number;
  return: number;
  info: Record<string, number>;
  actions: Float32Array;
};

export function openSlot(environment: Environment, index: number): Slot {
  const actions = new Float32Array(64 * environment.heads.length);
  return { environment, index, episode: -1, length: 0, return: 0, info: {}, actions };
}

/** Begins an episode and returns its first observation. */
export function beginEpisode(slot: Slot, seed: number, episode: number): Float32Array {
  Object.assign(slot, { episode, length: 0, return: 0, info: {} });
  return slot.environment.reset(episodeSeed(seed, slot.index, episode));
}

/** Steps the environment and keeps count. Throws `not-finite` for a reward that is no number, naming the step. */
export function advanceSlot(slot: Slot, action: Float32Array): StepResult {
  remember(slot, action);
  const result = slot.environment.step(action);
  const { reward, info } = result;
  if (!Number.isFinite(reward)) {
    const where = `step ${slot.length} of episode ${slot.episode} in environment ${slot.index}`;
    throw new LearningError("not-finite", `the reward of ${where} is ${reward}`);
  }
  slot.return += reward;
  for (const name in info) slot.info[name] = (slot.info[name] ?? 0) + (info[name] ?? 0);
  return result;
}

/** The episode as it stands. */
export function episodeOf(slot: Slot): Episode {
  const info = Object.fromEntries(Object.entries(slot.info).map(([name, sum]) => [name, sum / slot.length]));
  return { environment: slot.index, return: slot.return, length: slot.length, info };
}

/** The seed of one episode: far apart for neighbours in seed, environment and episode. */
export function episodeSeed(seed: number, environment: number, episode: number): number {
  let mixed = seed >>> 0;
  for (const part of [environment, episode]) {
    mixed = nextUint32(randomFromSeed((mixed ^ Math.imul(part + 1, 0x9e3779b1)) >>> 0));
  }
  return mixed;
}

function remember(slot: Slot, action: Float32Array): void {
  const at = slot.length * action.length;
  if (at === slot.actions.length) {
    const longer = new Float32Array(2 * at);
    longer.set(slot.actions);
    slot.actions = longer;
  }
  slot.actions.set(action, at);
  slot.length += 1;
}
