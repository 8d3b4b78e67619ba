/** A ring of transitions in typed arrays. */
export type Replay = {
  readonly capacity: number;
  readonly observationSize: number;
  readonly heads: number;
  readonly observations: Float32Array;
  readonly nextObservations: Float32Array;
  /** The index taken in each branch. */
  readonly choices: Float32Array;
  readonly rewards: Float32Array;
  /** 1 where the task ended, so that nothing is bootstrapped. */
  readonly terminated: Float32Array;
  /** How many transitions were ever written; the next one goes to this modulo the capacity. */
  written: number;
};

export function emptyReplay(capacity: number, observationSize: number, heads: number): Replay {
  return {
    capacity,
    observationSize,
    heads,
    observations: new Float32Array(capacity * observationSize),
    nextObservations: new Float32Array(capacity * observationSize),
    choices: new Float32Array(capacity * heads),
    rewards: new Float32Array(capacity),
    terminated: new Float32Array(capacity),
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
    readonly terminated: boolean;
  },
): number {
  const at = replay.written % replay.capacity;
  replay.observations.set(transition.observation, at * replay.observationSize);
  replay.nextObservations.set(transition.nextObservation, at * replay.observationSize);
  replay.choices.set(transition.choices, at * replay.heads);
  replay.rewards[at] = transition.reward;
  replay.terminated[at] = transition.terminated ? 1 : 0;
  replay.written += 1;
  return at;
}
