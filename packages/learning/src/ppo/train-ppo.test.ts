import { describe, expect, it, vi } from "vitest";
import { cartPole } from "../environment/cart-pole.ts";
import type { ActionHead } from "../environment/environment.ts";
import { LearningError } from "../errors.ts";
import { mlpNetwork } from "../network/mlp-network.ts";
import { countingEnvironment } from "../testing/counting-environment.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { initialWeights } from "../training/parameters.ts";
import { randomFromSeed } from "../training/random.ts";
import type { TrainRequest } from "../training/train-request.ts";
import { trainPpo } from "./train-ppo.ts";
import type { PpoSettings } from "./settings.ts";

// Seconds on a machine that does something else as well; a fraction of one on its own.
vi.setConfig({ testTimeout: 60_000 });

const network = mlpNetwork({ observationSize: 4, heads: cartPole().heads, hidden: [8] });
const settings: Partial<PpoSettings> = {
  environments: 2,
  stepsPerIteration: 16,
  batchSize: 12,
  epochs: 2,
  valueClipRange: 0.2,
  entropyCoefficient: 0.01,
  scaleRewards: true,
  valueWarmup: 2,
  cloneKl: 0.1,
};
const clone = initialWeights(network.layout, randomFromSeed(77));
const request: TrainRequest<typeof network, PpoSettings> = {
  network,
  settings,
  steps: 320,
  seed: 5,
  runtime: nodeRuntime,
  initialWeights: clone,
  environment: () => cartPole(),
};

/** Stops after some iterations. */
function stopAfter(iterations: number): () => boolean {
  let asked = 0;
  return () => asked++ >= iterations;
}

describe("trainPpo", () => {
  it("trainPpo ends with the same weights for the same seed, and with others for another", async () => {
    const first = await trainPpo(request);
    expect(await trainPpo(request)).toEqual(first);
    expect((await trainPpo({ ...request, seed: 6 })).weights).not.toEqual(first.weights);
    expect(first.curve.at(-1)).toMatchObject({ step: 320 });
  });

  it.each([1, 4, 9])("trainPpo stopped after iteration %i and resumed ends like a run never stopped", async (after) => {
    const whole = await trainPpo(request);
    const stopped = await trainPpo({ ...request, stop: stopAfter(after) });
    expect(stopped.curve).toHaveLength(after);
    expect(await trainPpo({ ...request, resume: stopped.checkpoint })).toEqual(whole);
  });

  it("trainPpo hands out a checkpoint as often as asked, and one of them carries on too", async () => {
    const kept: Uint8Array[] = [];
    const often = { ...settings, checkpointEvery: 100 };
    const whole = await trainPpo({
      ...request,
      settings: often,
      onCheckpoint: async (bytes) => {
        kept.push(bytes);
        await Promise.resolve();
      },
    });
    expect(kept).toHaveLength(3);
    expect(await trainPpo({ ...request, resume: kept[1] as Uint8Array })).toEqual(whole);
  });

  it.each([
    ["another seed", { seed: 9 }, "seed"],
    ["another length", { steps: 640 }, "steps"],
    ["other settings", { settings: { ...settings, gamma: 0.9 } }, "settings"],
    ["another start", { initialWeights: clone.map((weight) => weight + 1) }, "initialWeights"],
  ])("trainPpo refuses the checkpoint of %s", async (_, other, name) => {
    const { checkpoint } = await trainPpo({ ...request, stop: stopAfter(1) });
    await expect(trainPpo({ ...request, ...other, resume: checkpoint })).rejects.toMatchObject({
      code: "checkpoint-foreign",
      message: expect.stringContaining(`its ${name} is`) as string,
    });
    const damaged = trainPpo({ ...request, resume: checkpoint.subarray(1) });
    await expect(damaged).rejects.toMatchObject({ code: "checkpoint-invalid" });
  });

  it("trainPpo touches nothing but the value while it warms up", async () => {
    const { weights } = await trainPpo({ ...request, stop: stopAfter(2) });
    const mask = network.valueMask();
    for (const [at, weight] of weights.entries()) expect(weight !== clone[at]).toBe(mask[at] === 1);
  });

  it("trainPpo held firmly to a clone stays nearer to it than one that is free", async () => {
    const held = { ...settings, scaleRewards: false, valueWarmup: 0, learningRate: 3e-3 };
    const movedBy = async (cloneKl: number): Promise<number> => {
      const { curve } = await trainPpo({ ...request, steps: 640, settings: { ...held, cloneKl } });
      return curve.reduce((sum, { measures }) => sum + (measures["approximate_kl"] ?? 0), 0);
    };
    expect(await movedBy(100)).toBeLessThan(await movedBy(0));
  });

  it("trainPpo ends its passes early where the policy has moved far enough", async () => {
    const eager = { ...settings, scaleRewards: false, valueWarmup: 0, cloneKl: 0, learningRate: 1e-2, epochs: 12 };
    const movedBy = async (targetKl: number | null): Promise<number> => {
      const { curve } = await trainPpo({ ...request, settings: { ...eager, targetKl } });
      return Math.max(...curve.map(({ measures }) => measures["approximate_kl"] ?? 0));
    };
    const [free, held] = [await movedBy(null), await movedBy(0.003)];
    expect(free).toBeGreaterThan(0.006);
    expect(held).toBeLessThan(free / 2);
  });

  it("trainPpo learns that a cut-off task is worth more than one that ends", async () => {
    const heads: ActionHead[] = [{ kind: "categorical", choices: 2 }, { kind: "gaussian" }];
    const counted = mlpNetwork({ observationSize: 2, heads, hidden: [] });
    const explained = async (end: "terminated" | "truncated"): Promise<number> => {
      const { weights } = await trainPpo({
        network: counted,
        steps: 1024,
        seed: 1,
        runtime: nodeRuntime,
        environment: () => countingEnvironment(4, end, { heads }),
        settings: {
          environments: 4,
          stepsPerIteration: 16,
          epochs: 8,
          learningRate: 0.15,
          gamma: 0.8,
          lambda: 0.9,
          scaleRewards: false,
        },
      });
      const at = counted.valueMask().indexOf(1);
      // The value where an episode begins: the second of two linear weights and the bias.
      return (weights[at + 1] ?? 0) + (weights[at + 2] ?? 0);
    };
    // Without an end: 1 / (1 - 0.8) = 5. With one after four steps: 1 + 0.8 + 0.64 + 0.512 = 2.952.
    expect(await explained("truncated")).toBeCloseTo(5, 0);
    expect(await explained("terminated")).toBeCloseTo(2.95, 0);
  });

  it("trainPpo refuses a reward that is not finite, naming the step", async () => {
    const broken = trainPpo({
      ...request,
      environment: () => {
        const environment = cartPole();
        return { ...environment, step: (action) => ({ ...environment.step(action), reward: Number.NaN }) };
      },
    });
    await expect(broken).rejects.toMatchObject({ code: "not-finite", message: expect.stringContaining("step 1") });
  });

  it("trainPpo refuses weights that are not finite, naming the step", async () => {
    const broken = trainPpo({ ...request, initialWeights: clone.map(() => Number.NaN) });
    await expect(broken).rejects.toMatchObject({ code: "not-finite", message: expect.stringContaining("step 32") });
  });

  it.each([
    ["settings-invalid", { settings: { ...settings, epochs: 0 } }],
    ["settings-invalid", { settings: { ...settings, gamma: 1.5 } }],
    ["shape-mismatch", { initialWeights: clone.slice(1) }],
    ["shape-mismatch", { environment: () => countingEnvironment(3, "terminated") }],
  ])("trainPpo refuses with %s what cannot be trained", async (code, other) => {
    const refused = trainPpo({ ...request, ...other });
    await expect(refused).rejects.toBeInstanceOf(LearningError);
    await expect(refused).rejects.toMatchObject({ code });
  });
});
