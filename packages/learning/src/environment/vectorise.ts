import { LearningError } from "../errors.ts";
import { nextUint32, randomFromSeed } from "../training/random.ts";
import type { ActionHead, Environment } from "./environment.ts";

/** An episode that ended: its undiscounted return, and the mean over its steps of each figure of `info`. */
export type Episode = {
  /** The index of the environment it was played in. */
  readonly environment: number;
  readonly return: number;
  readonly length: number;
  readonly info: Readonly<Record<string, number>>;
};

/** Where each environment stands: its episode's number, and every action since that episode began. */
export type VectorState = { readonly episodes: readonly number[]; readonly actions: readonly Float32Array[] };

/** Several environments stepped together. All arrays are reused from step to step: copy what must last. */
export type VectorEnvironment = {
  readonly count: number;
  readonly observationSize: number;
  readonly heads: readonly ActionHead[];
  /** What to act on next, count × observationSize: after an end, the first observation of the next episode. */
  readonly observations: Float32Array;
  /** What the step itself led to: after an end, the last observation of the episode that ended. */
  readonly finalObservations: Float32Array;
  readonly rewards: Float32Array;
  /** 1 where the task ended: nothing follows, so nothing is bootstrapped. */
  readonly terminated: Uint8Array;
  /** 1 where the episode was only cut off: `finalObservations` still has a value. Never together with `terminated`. */
  readonly truncated: Uint8Array;
  /** Steps every environment once and starts anew where an episode ended; returns the episodes that did. */
  step(actions: Float32Array): readonly Episode[];
  save(): VectorState;
};

type Slot = {
  readonly environment: Environment;
  episode: number;
  length: number;
  return: number;
  info: Record<string, number>;
  actions: Float32Array;
};

/**
 * Environments 0 … count - 1, each with its own sequence of episode seeds made from `seed`. With `from`, they stand
 * where `save` found them: each plays its unfinished episode again, which needs nothing of an environment but that
 * the same seed and actions give the same run.
 */
export function vectorise(
  make: (index: number) => Environment,
  count: number,
  seed: number,
  from?: VectorState,
): VectorEnvironment {
  const slots = Array.from({ length: count }, (_, index): Slot => {
    const environment = make(index);
    const actions = new Float32Array(64 * environment.heads.length);
    return { environment, episode: -1, length: 0, return: 0, info: {}, actions };
  });
  const first = slots[0]?.environment;
  if (first === undefined) throw new LearningError("shape-mismatch", "there is no environment to step");
  const size = first.observationSize;
  const width = first.heads.length;
  const vector = {
    count,
    observationSize: size,
    heads: first.heads,
    observations: new Float32Array(count * size),
    finalObservations: new Float32Array(count * size),
    rewards: new Float32Array(count),
    terminated: new Uint8Array(count),
    truncated: new Uint8Array(count),
  };
  const begin = (slot: Slot, index: number, episode: number): void => {
    Object.assign(slot, { episode, length: 0, return: 0, info: {} });
    vector.observations.set(slot.environment.reset(episodeSeed(seed, index, episode)), index * size);
  };
  const advance = (slot: Slot, index: number, action: Float32Array): void => {
    remember(slot, action);
    const { observation, reward, terminated, truncated, info } = slot.environment.step(action);
    if (!Number.isFinite(reward)) {
      const where = `step ${slot.length} of episode ${slot.episode} in environment ${index}`;
      throw new LearningError("not-finite", `the reward of ${where} is ${reward}`);
    }
    vector.observations.set(observation, index * size);
    vector.finalObservations.set(observation, index * size);
    vector.rewards[index] = reward;
    vector.terminated[index] = terminated ? 1 : 0;
    vector.truncated[index] = truncated && !terminated ? 1 : 0;
    slot.return += reward;
    for (const name in info) slot.info[name] = (slot.info[name] ?? 0) + (info[name] ?? 0);
  };
  for (const [index, slot] of slots.entries()) {
    begin(slot, index, from?.episodes[index] ?? 0);
    const played = from?.actions[index] ?? new Float32Array(0);
    for (let at = 0; at < played.length; at += width) advance(slot, index, played.subarray(at, at + width));
  }
  return {
    ...vector,
    step(actions) {
      const ended: Episode[] = [];
      for (let index = 0; index < count; index += 1) {
        const slot = slots[index] as Slot;
        advance(slot, index, actions.subarray(index * width, (index + 1) * width));
        if (vector.terminated[index] === 0 && vector.truncated[index] === 0) continue;
        ended.push(episodeOf(slot, index));
        begin(slot, index, slot.episode + 1);
      }
      return ended;
    },
    save: () => ({
      episodes: slots.map(({ episode }) => episode),
      actions: slots.map(({ actions, length }) => actions.slice(0, length * width)),
    }),
  };
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

function episodeOf(slot: Slot, environment: number): Episode {
  const info = Object.fromEntries(Object.entries(slot.info).map(([name, sum]) => [name, sum / slot.length]));
  return { environment, return: slot.return, length: slot.length, info };
}
