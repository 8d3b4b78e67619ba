import { describe, expect, it, vi } from "vitest";
import { cartPole } from "../environment/cart-pole.ts";
import { mlpQNetwork } from "../network/q-network.ts";
import { countingEnvironment } from "../testing/counting-environment.ts";
import { evaluateQ } from "../testing/evaluate-q.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import type { TrainRequest } from "../training/train-request.ts";
import type { DqnSettings } from "./settings.ts";
import { trainDqn } from "./train-dqn.ts";

// Seconds on a machine that does something else as well; a fraction of one on its own.
vi.setConfig({ testTimeout: 60_000 });

const network = mlpQNetwork({ observationSize: 4, heads: cartPole().heads, hidden: [8], dueling: true });
const settings: Partial<DqnSettings> = {
  environments: 2,
  replaySize: 150,
  learningStarts: 40,
  stepsPerIteration: 16,
  updates: 4,
  batchSize: 16,
  targetEvery: 7,
};
const request: TrainRequest<typeof network, DqnSettings> = {
  network,
  settings,
  steps: 320,
  seed: 5,
  runtime: nodeRuntime,
  environment: () => cartPole(),
};

function stopAfter(iterations: number): () => boolean {
  let asked = 0;
  return () => asked++ >= iterations;
}

describe.each([null, { alpha: 0.6, beta: 0.4 }])("trainDqn with priorities %j", (prioritised) => {
  const asked = { ...request, settings: { ...settings, prioritised } };

  it("trainDqn ends with the same weights for the same seed, and with others for another", async () => {
    const first = await trainDqn(asked);
    expect(await trainDqn(asked)).toEqual(first);
    expect((await trainDqn({ ...asked, seed: 6 })).weights).not.toEqual(first.weights);
  });

  it.each([1, 8, 15])(
    "trainDqn stopped after iteration %i and resumed ends like a run never stopped",
    async (after) => {
      const whole = await trainDqn(asked);
      const stopped = await trainDqn({ ...asked, stop: stopAfter(after) });
      expect(await trainDqn({ ...asked, resume: stopped.checkpoint })).toEqual(whole);
    },
  );
});

describe("trainDqn", () => {
  it("trainDqn learns what a task is worth that is cut off, and what one that ends", async () => {
    const counted = mlpQNetwork({
      observationSize: 2,
      heads: [{ kind: "categorical", choices: 2 }, { kind: "gaussian" }],
      hidden: [16],
      bins: 3,
    });
    const worth = async (end: "terminated" | "truncated"): Promise<number> => {
      const { curve, weights } = await trainDqn({
        network: counted,
        steps: 480,
        seed: 2,
        runtime: nodeRuntime,
        environment: () => countingEnvironment(1, end, { heads: counted.heads }),
        settings: { ...settings, replaySize: 480, learningRate: 0.03, gamma: 0.5, targetEvery: 5, updates: 6 },
      });
      expect(curve.at(-1)?.loss).toBeLessThan(0.01);
      return Math.max(...(await evaluateQ(counted, weights, [0, 1])));
    };
    // A reward of 1 a step: 1 with an end after it, 1 / (1 - 0.5) without.
    expect(await worth("terminated")).toBeCloseTo(1, 1);
    expect(await worth("truncated")).toBeCloseTo(2, 0);
  });

  it.each([
    ["checkpoint-foreign", { seed: 6 }],
    ["checkpoint-foreign", { settings: { ...settings, double: false } }],
  ])("trainDqn refuses with %s another run's checkpoint", async (code, other) => {
    const { checkpoint } = await trainDqn({ ...request, stop: stopAfter(1) });
    await expect(trainDqn({ ...request, ...other, resume: checkpoint })).rejects.toMatchObject({ code });
  });

  it("trainDqn refuses settings that make no sense", async () => {
    const refused = trainDqn({ ...request, settings: { ...settings, replaySize: 0 } });
    await expect(refused).rejects.toMatchObject({ code: "settings-invalid" });
  });
});
