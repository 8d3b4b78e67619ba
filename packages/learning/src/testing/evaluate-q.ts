import { qModel } from "../dqn/dqn-loss.ts";
import type { QNetwork } from "../network/q-network.ts";
import { tensor } from "../runtime.ts";
import { nodeRuntime } from "./node-runtime.ts";

/** All action values of one observation, branch after branch. */
export async function evaluateQ(
  network: QNetwork,
  weights: Float32Array,
  observation: readonly number[],
): Promise<number[]> {
  const session = await nodeRuntime.load(qModel(network));
  const { q } = await session.run({
    weights: tensor(weights, [weights.length]),
    observation: tensor(Float32Array.from(observation), [1, observation.length]),
  });
  return [...(q?.data ?? [])];
}
