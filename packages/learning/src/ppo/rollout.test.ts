import { describe, expect, it } from "vitest";
import { vectorise } from "../environment/vectorise.ts";
import { mlpNetwork } from "../network/mlp-network.ts";
import { tensor } from "../runtime.ts";
import { countingEnvironment } from "../testing/counting-environment.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { initialWeights } from "../training/parameters.ts";
import { randomFromSeed } from "../training/random.ts";
import { actingModel } from "./ppo-loss.ts";
import { collect, emptyRollout } from "./rollout.ts";

const network = mlpNetwork({
  observationSize: 2,
  heads: [{ kind: "categorical", choices: 3 }, { kind: "gaussian" }],
  hidden: [4],
});
const weights = initialWeights(network.layout, randomFromSeed(1)).map((value) => value + 0.1);

async function valueOf(...observation: number[]): Promise<number> {
  const session = await nodeRuntime.load(actingModel(network));
  const feeds = {
    weights: tensor(weights, [weights.length]),
    observation: tensor(Float32Array.from(observation), [1, 2]),
  };
  return (await session.run(feeds))["answer"]?.data.at(-1) ?? Number.NaN;
}

async function collected(end: "terminated" | "truncated") {
  const vector = vectorise(() => countingEnvironment(2, end, { heads: network.heads }), { count: 1, seed: 1 });
  const rollout = emptyRollout(network, 5, 1);
  const session = await nodeRuntime.load(actingModel(network));
  const random = randomFromSeed(2);
  const episodes = await collect({ session, weights, vector, random, scaling: null }, rollout);
  expect(episodes).toHaveLength(2);
  return rollout;
}

describe("collect", () => {
  it("collect bootstraps a truncated episode from the observation it was cut off at", async () => {
    const { nextValues, values, ended } = await collected("truncated");
    expect([...ended]).toEqual([0, 1, 0, 1, 0]);
    const cutOff = await valueOf(1, 1);
    expect(cutOff).not.toBeCloseTo(values[2] ?? 0, 3);
    expect(nextValues[1]).toBeCloseTo(cutOff, 6);
    expect(nextValues[3]).toBeCloseTo(cutOff, 6);
  });

  it("collect gives nothing to what follows a termination", async () => {
    const { nextValues } = await collected("terminated");
    expect([nextValues[1], nextValues[3]]).toEqual([0, 0]);
  });

  it("collect takes the value acted on next where the episode goes on, the last step of the rollout included", async () => {
    const { nextValues, values } = await collected("terminated");
    expect(nextValues[0]).toBe(values[1]);
    expect(nextValues[4]).toBeCloseTo(await valueOf(0.5, 1), 6);
  });

  it("collect writes one-hot choices, and numbers as they were drawn", async () => {
    const { actions, logProbabilities } = await collected("terminated");
    for (let row = 0; row < 5; row += 1) {
      const [a = 0, b = 0, c = 0, sample = 0] = actions.subarray(4 * row);
      expect(a + b + c).toBe(1);
      expect(a * a + b * b + c * c).toBe(1);
      expect(sample).not.toBe(0);
      expect(logProbabilities[row]).toBeLessThan(2);
    }
  });
});
