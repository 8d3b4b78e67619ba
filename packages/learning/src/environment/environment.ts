/** One choice or one number that an agent gives at each step. */
export type ActionHead =
  | { readonly kind: "categorical"; readonly choices: number }
  /** A number on the unit interval; what lies outside is clipped when it is applied. */
  | { readonly kind: "gaussian" };

/**
 * What one step gave. `terminated`: the task itself ended, nothing follows. `truncated`: it was cut off (a time limit)
 * and would have gone on, so its last observation still has a value (Gymnasium's distinction).
 */
export type StepResult = {
  readonly observation: Float32Array;
  readonly reward: number;
  readonly terminated: boolean;
  readonly truncated: boolean;
  /** Figures of the step for people: shown as they move, never learned from. */
  readonly info?: Readonly<Record<string, number>>;
};

/**
 * An environment of Gymnasium's shape. `observation` is flat, `observationSize` long; `action` has one number for each
 * head: the index of a choice, or the sample. Chance comes from the seed alone: the same seed and actions, the same run.
 */
export interface Environment {
  readonly observationSize: number;
  readonly heads: readonly ActionHead[];
  reset(seed: number): Float32Array;
  step(action: Float32Array): StepResult;
}
