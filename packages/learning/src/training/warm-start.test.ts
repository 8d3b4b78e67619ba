import { encodedWidth } from "@fleet-persona/persona";
import { expect, it, vi } from "vitest";
import { cloneBehaviour } from "../cloning/clone-behaviour.ts";
import type { Environment } from "../environment/environment.ts";
import { policyNetwork } from "../network/policy-network.ts";
import { trainPpo } from "../ppo/train-ppo.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { attributes, inputsOf, recording } from "../testing/synthetic-fleet.ts";
import { gaussian, randomFromSeed } from "./random.ts";
import { play } from "./play.ts";

// Seconds on a machine that does something else as well; a fraction of one on its own.
vi.setConfig({ testTimeout: 60_000 });

const rows = recording(6, 60, 3);
const inputs = inputsOf(rows);
const spec = { attributes, inputs, hidden: [16] };
const network = policyNetwork(spec);

/** Rewards what the teacher of the recording does: the cache "long" under load and "off" without. */
function rewarding(): Environment {
  let random = randomFromSeed(1);
  let load = 0;
  let steps = 0;
  const observe = (): Float32Array => {
    load =
      inputs[0]!.distribution.mean + (gaussian(random) > 0 ? 1.5 : -0.7) * inputs[0]!.distribution.standard_deviation;
    const signals = inputs.map(({ distribution }, at) => (at === 0 ? load : distribution.mean));
    return Float32Array.from([...signals, ...inputs.map(() => 1), ...Array<number>(encodedWidth(attributes)).fill(0)]);
  };
  return {
    observationSize: network.observationSize,
    heads: network.heads,
    reset: (seed) => {
      random = randomFromSeed(seed);
      steps = 0;
      return observe();
    },
    step: (action) => {
      const wanted = load > inputs[0]!.distribution.mean ? 2 : 0;
      steps += 1;
      return {
        reward: action[1] === wanted ? 1 : 0,
        observation: observe(),
        terminated: false,
        truncated: steps === 20,
        info: { wanted },
      };
    },
  };
}

const common = { network, environment: rewarding, seed: 4, runtime: nodeRuntime };

it("trainPpo begins with what a clone knows and makes it better", async () => {
  const { weights: clone } = await cloneBehaviour({
    attributes,
    inputs,
    dataset: rows,
    hidden: [16],
    seed: 1,
    epochs: 3,
    runtime: nodeRuntime,
  });
  const returned = async (weights: Float32Array): Promise<number> => {
    const episodes = await play({ ...common, weights, episodes: 20 });
    return episodes.reduce((sum, episode) => sum + episode.return, 0) / episodes.length;
  };
  const settings = { environments: 4, stepsPerIteration: 20, epochs: 4, batchSize: 80, learningRate: 5e-3 };
  const kept = { ...settings, valueWarmup: 3, cloneKl: 0.05 };
  const trained = await trainPpo({ ...common, settings: kept, initialWeights: clone, steps: 2400 });
  expect(await returned(trained.weights)).toBeGreaterThan(await returned(clone));
  expect(trained.curve.at(-1)?.info["wanted"]).toBeGreaterThan(0);
});
