import { choose } from "../dqn/acting.ts";
import { qModel } from "../dqn/dqn-loss.ts";
import type { Environment } from "../environment/environment.ts";
import type { Episode } from "../environment/slot.ts";
import { vectorise } from "../environment/vectorise.ts";
import type { ActorCritic } from "../network/actor-critic.ts";
import { likeliestRow } from "../network/distribution.ts";
import type { QNetwork } from "../network/q-network.ts";
import { actingModel } from "../ppo/ppo-loss.ts";
import { type OnnxRuntime, outputOf, tensor } from "../runtime.ts";
import { randomFromSeed } from "./random.ts";

export type PlayRequest = {
  readonly environment: (index: number) => Environment;
  readonly network: ActorCritic | QNetwork;
  readonly weights: Float32Array;
  readonly episodes: number;
  readonly seed: number;
  readonly runtime: OnnxRuntime;
};

/** Plays episodes to their end, always doing what the weights think best; one environment for each, side by side. */
export async function play(request: PlayRequest): Promise<Episode[]> {
  const { network, episodes, seed, runtime } = request;
  const vector = vectorise(request.environment, { count: episodes, seed });
  const branched = "branches" in network;
  const session = await runtime.load(branched ? qModel(network) : actingModel(network));
  const weights = tensor(request.weights, [request.weights.length]);
  const random = randomFromSeed(seed);
  const chosen = new Float32Array(episodes * network.heads.length);
  const actions = new Float32Array(chosen.length);
  const first = new Map<number, Episode>();
  while (first.size < episodes) {
    const observation = tensor(vector.observations.slice(), [episodes, vector.observationSize]);
    const outputs = await session.run({ weights, observation });
    if (branched) choose(network, outputOf(outputs, "q").data, 0, random, { choices: chosen, actions });
    else {
      const written = outputOf(outputs, "answer").data;
      for (let row = 0; row < episodes; row += 1) likeliestRow(network.heads, written, row, episodes, actions);
    }
    // An environment that is done goes on with episodes that nobody counts.
    for (const episode of vector.step(actions))
      if (!first.has(episode.environment)) first.set(episode.environment, episode);
  }
  return [...first].sort(([a], [b]) => a - b).map(([, episode]) => episode);
}
