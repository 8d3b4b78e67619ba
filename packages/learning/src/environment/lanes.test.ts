import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { describe, expect, it, vi } from "vitest";
import { mlpNetwork } from "../network/mlp-network.ts";
import { trainPpo } from "../ppo/train-ppo.ts";
import { countingEnvironment } from "../testing/counting-environment.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { cartPole } from "./cart-pole.ts";
import { type Lane, type LaneAnswer, serveLane, vectoriseAcross } from "./lanes.ts";
import { vectorise } from "./vectorise.ts";

// Seconds on a machine that does something else as well; a fraction of one on its own.
vi.setConfig({ testTimeout: 60_000 });

/** A lane that clones what passes, as a thread would. */
function localLane(make = cartPole): Lane {
  const answer = serveLane(make);
  return (request) => Promise.resolve(structuredClone(answer(structuredClone(request))));
}

describe("vectoriseAcross", () => {
  it.each([1, 2, 3, 9])("vectoriseAcross %i lanes steps, ends and saves like vectorise", async (count) => {
    const whole = vectorise(cartPole, { count: 5, seed: 3 });
    const lanes = Array.from({ length: count }, () => localLane());
    const spread = await vectoriseAcross(lanes, { count: 5, seed: 3 });
    for (let step = 0; step < 60; step += 1) {
      const actions = Float32Array.from({ length: 5 }, (_, at) => (step * (at + 1)) % 2);
      expect(await spread.step(actions)).toEqual(whole.step(actions));
      for (const name of ["observations", "finalObservations", "rewards", "terminated", "truncated"] as const) {
        expect(spread[name]).toEqual(whole[name]);
      }
    }
    const from = await spread.save();
    expect(from).toEqual(whole.save());
    const resumed = await vectoriseAcross([localLane(), localLane()], { count: 5, seed: 3, from });
    expect(resumed.observations).toEqual(whole.observations);
  });

  it("vectoriseAcross passes on what an environment refuses", async () => {
    const broken = (): ReturnType<typeof cartPole> =>
      countingEnvironment(5, "terminated", { reward: () => Number.POSITIVE_INFINITY });
    const vector = await vectoriseAcross([localLane(broken)], { count: 2, seed: 1 });
    await expect(vector.step(new Float32Array(2))).rejects.toMatchObject({ code: "not-finite" });
    await expect(vectoriseAcross([], { count: 2, seed: 1 })).rejects.toMatchObject({ code: "settings-invalid" });
  });

  it("vectoriseAcross threads trains to the weights of one thread", async () => {
    const threads = [0, 1].map(() => new Worker(new URL("../testing/lane-worker.ts", import.meta.url)));
    const lanes = threads.map((thread): Lane => async (request) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread.postMessage(request);
      return (await once(thread, "message"))[0] as LaneAnswer;
    });
    try {
      const network = mlpNetwork({ observationSize: 4, heads: cartPole().heads, hidden: [4] });
      const settings = { environments: 3, stepsPerIteration: 8, epochs: 1 };
      const request = { network, settings, steps: 48, seed: 2, runtime: nodeRuntime, environment: () => cartPole() };
      const spread = await trainPpo({ ...request, vectorise: (wanted) => vectoriseAcross(lanes, wanted) });
      expect(spread).toEqual(await trainPpo(request));
    } finally {
      await Promise.all(threads.map((thread) => thread.terminate()));
    }
  });
});
