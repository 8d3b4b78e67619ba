import type { Environment } from "../environment/environment.ts";
import type { VectorEnvironment, VectorRequest } from "../environment/vectorise.ts";
import type { OnnxRuntime } from "../runtime.ts";

/** What a reinforcement learning run is asked for. Same request, same weights. */
export type TrainRequest<Network, Settings> = {
  /** Makes the environment of an index; each is stepped by one run only. */
  readonly environment: (index: number) => Environment;
  /** Makes them somewhere else than here, for one on several threads: `vectoriseAcross`. Never changes the weights. */
  readonly vectorise?: (request: VectorRequest) => VectorEnvironment | Promise<VectorEnvironment>;
  readonly network: Network;
  readonly settings?: Partial<Settings>;
  /** Environment steps in all, over all environments; the last iteration is finished. */
  readonly steps: number;
  readonly seed: number;
  readonly runtime: OnnxRuntime;
  /** Where to begin instead of at random: a clone's weights, for one. */
  readonly initialWeights?: Float32Array;
  /** The bytes of a checkpoint of the same request, to go on from. */
  readonly resume?: Uint8Array;
  readonly onProgress?: (progress: TrainProgress) => void;
  readonly onCheckpoint?: (bytes: Uint8Array) => Promise<void>;
  /** Asked between iterations; true ends the run with what it has, to be resumed from its checkpoint. */
  readonly stop?: () => boolean;
};

/** One row of a learning curve. */
export type TrainProgress = {
  /** Environment steps so far. */
  readonly step: number;
  /** Episodes ended so far. */
  readonly episodes: number;
  /** Over the latest hundred episodes; null before the first has ended. */
  readonly meanReturn: number | null;
  readonly meanLength: number | null;
  /** The environments' figures, as means over the steps of the same episodes. */
  readonly info: Readonly<Record<string, number>>;
  readonly loss: number;
  readonly gradientNorm: number;
  /** The algorithm's own figures, such as `approximate_kl` and `explained_variance` (PPO) or `exploration` (DQN). */
  readonly measures: Readonly<Record<string, number>>;
};

export type TrainResult = {
  readonly weights: Float32Array;
  readonly curve: readonly TrainProgress[];
  readonly checkpoint: Uint8Array;
};
