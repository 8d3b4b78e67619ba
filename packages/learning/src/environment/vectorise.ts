import { LearningError } from "../errors.ts";
import type { ActionHead, Environment } from "./environment.ts";
import { advanceSlot, beginEpisode, type Episode, episodeOf, openSlot, type Slot } from "./slot.ts";

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
  step(actions: Float32Array): readonly Episode[] | Promise<readonly Episode[]>;
  save(): VectorState | Promise<VectorState>;
};

/** One that is stepped where it is made. */
export type LocalVectorEnvironment = Omit<VectorEnvironment, "step" | "save"> & {
  step(actions: Float32Array): readonly Episode[];
  save(): VectorState;
};

/** Which environments to make, and where they go on from. */
export type VectorRequest = {
  readonly count: number;
  readonly seed: number;
  readonly from?: VectorState;
  /** The index of the first of them; what an environment does depends on its index, not on its neighbours. */
  readonly first?: number;
};

/**
 * Environments `first` … `first + count - 1`, each with its own sequence of episode seeds made from `seed`. With `from`,
 * they stand where `save` found them: each plays its unfinished episode again, which needs nothing of an environment
 * but that the same seed and actions give the same run.
 */
export function vectorise(
  make: (index: number) => Environment,
  { count, seed, from, first: offset = 0 }: VectorRequest,
): LocalVectorEnvironment {
  const slots = Array.from({ length: count }, (_, at) => openSlot(make(offset + at), offset + at));
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
  const begin = (slot: Slot, at: number, episode: number): void => {
    vector.observations.set(beginEpisode(slot, seed, episode), at * size);
  };
  const advance = (slot: Slot, at: number, action: Float32Array): void => {
    const { observation, reward, terminated, truncated } = advanceSlot(slot, action);
    vector.observations.set(observation, at * size);
    vector.finalObservations.set(observation, at * size);
    vector.rewards[at] = reward;
    vector.terminated[at] = terminated ? 1 : 0;
    vector.truncated[at] = truncated && !terminated ? 1 : 0;
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
        ended.push(episodeOf(slot));
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
