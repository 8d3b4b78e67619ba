import { expect, it } from "vitest";
import { trainDqn } from "../dqn/train-dqn.ts";
import { cartPole } from "../environment/cart-pole.ts";
import { mlpNetwork } from "../network/mlp-network.ts";
import { mlpQNetwork } from "../network/q-network.ts";
import { trainPpo } from "../ppo/train-ppo.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { play } from "./play.ts";

const { observationSize, heads } = cartPole();
const common = { environment: () => cartPole(), seed: 3, runtime: nodeRuntime };

async function meanReturn(played: Pick<Parameters<typeof play>[0], "network" | "weights">): Promise<number> {
  const episodes = await play({ ...common, ...played, episodes: 50 });
  return episodes.reduce((sum, episode) => sum + episode.return, 0) / 50;
}

// A policy that pushes at random keeps the pole up for 22 steps, one that does nothing for 9.
it("trainPpo learns to balance the pole", async () => {
  const network = mlpNetwork({ observationSize, heads, hidden: [64, 64], sharedTrunk: true });
  const settings = { stepsPerIteration: 32, epochs: 10, learningRate: 1.5e-3, lambda: 0.9, scaleRewards: true };
  const { weights, curve } = await trainPpo({ ...common, network, settings, steps: 60_000 });
  expect(curve.at(-1)?.meanReturn).toBeGreaterThan(150);
  expect(await meanReturn({ network, weights })).toBeGreaterThan(400);
});

it("trainDqn learns to balance the pole", async () => {
  const network = mlpQNetwork({ observationSize, heads, hidden: [64, 64] });
  const settings = { stepsPerIteration: 32, updates: 8, batchSize: 128, lookahead: 8, targetEvery: 200 };
  const { weights, curve } = await trainDqn({ ...common, network, settings, steps: 50_000 });
  expect(curve.at(-1)?.meanReturn).toBeGreaterThan(150);
  expect(await meanReturn({ network, weights })).toBeGreaterThan(250);
});
