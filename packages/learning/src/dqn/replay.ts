/** A ring of transitions in typed arrays. Those of one environment lie `stride` apart. */
export type Replay = {
  /** A multiple of the stride. */
  readonly capacity: number;
  /** How many environments take turns. */
  readonly stride: number;
  readonly observationSize: number;
  readonly heads: number;
  readonly observations: Float32Array;
  readonly nextObservations: Float32Array;
  /** The index taken in each branch. */
  readonly choices: Float32Array;
  readonly rewards: Float32Array;
  /** How the episode went on: one of `ENDING`. */
  readonly endings: Float32Array;
  /** How many transitions were ever written; the next one goes to this modulo the capacity. */
  written: number;
};

/** After a termination nothing is bootstrapped; after a truncation the next observation still has a value. */
export const ENDING = { none: 0, terminated: 1, truncated: 2 } as const;

/** A ring for at least `size` transitions of `stride` environments. */
export function emptyReplay(size: number, stride: number, observationSize: number, heads: number): Replay {
  const capacity = Math.ceil(size / stride) * stride;
  return {
    capacity,
    stride,
    observationSize,
    heads,
    observations: new Float32Array(capacity * observationSize),
    nextObservations: new Float32Array(capacity * observationSize),
    choices: new Float32Array(capacity * heads),
    rewards: new Float32Array(capacity),
    endings: new Float32Array(capacity),
    written: 0,
  };
}

export function replayLength({ written, capacity }: Replay): number {
  return Math.min(written, capacity);
}

/** Writes one transition over the oldest and returns where. */
export function store(
  replay: Replay,
  transition: {
    readonly observation: Float32Array;
    readonly nextObservation: Float32Array;
    readonly choices: Float32Array;
    readonly reward: number;
    readonly ending: (typeof ENDING)[keyof typeof ENDING];
  },
): number {
  const at = replay.written % replay.capacity;
  replay.observations.set(transition.observation, at * replay.observationSize);
  replay.nextObservations.set(transition.nextObservation, at * replay.observationSize);
  replay.choices.set(transition.choices, at * replay.heads);
  replay.rewards[at] = transition.reward;
  replay.endings[at] = transition.ending;
  replay.written += 1;
  return at;
}

/** What the next steps from a transition on gave together, and where they led. */
export type Lookahead = {
  /** The transition whose next observation is bootstrapped from. */
  readonly last: number;
  readonly reward: number;
  /** γ to the power of the steps taken; 0 where the task ended among them. */
  readonly discount: number;
};

/** Follows one environment for up to `steps` transitions, not beyond the episode's end or what has been written. */
export function lookahead(replay: Replay, from: number, steps: number, gamma: number): Lookahead {
  const { capacity, stride, rewards, endings, written } = replay;
  // How many transitions ago it was written tells how many of its environment may follow.
  const age = (((written - 1 - from) % capacity) + capacity) % capacity;
  const known = Math.min(steps, 1 + Math.floor(age / stride));
  let last = from;
  let reward = rewards[from] ?? 0;
  let discount = gamma;
  for (let step = 1; step < known && endings[last] === ENDING.none; step += 1) {
    last = (last + stride) % capacity;
    reward += discount * (rewards[last] ?? 0);
    discount *= gamma;
  }
  return { last, reward, discount: endings[last] === ENDING.terminated ? 0 : discount };
}
