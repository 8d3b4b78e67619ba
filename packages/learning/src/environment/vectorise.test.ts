import { expect, it } from "vitest";
import { countingEnvironment } from "../testing/counting-environment.ts";
import { below, randomFromSeed } from "../training/random.ts";
import { cartPole } from "./cart-pole.ts";
import { episodeSeed } from "./slot.ts";
import { vectorise } from "./vectorise.ts";

it("vectorise starts anew at an end and keeps the observation it ended with", () => {
  const vector = vectorise((index) => countingEnvironment(index + 2, "truncated"), { count: 2, seed: 1 });
  const still = new Float32Array(2);
  expect(vector.step(still)).toEqual([]);
  expect(vector.step(still)).toEqual([{ environment: 0, return: 2, length: 2, info: { steps: 1.5 } }]);
  expect([...vector.finalObservations]).toEqual([1, 1, Math.fround(2 / 3), 1]);
  expect([...vector.observations]).toEqual([0, 1, Math.fround(2 / 3), 1]);
  expect([...vector.truncated]).toEqual([1, 0]);
  vector.step(still);
  expect([...vector.truncated]).toEqual([0, 1]);
});

it("vectorise tells termination from truncation, and calls an end that is both a termination", () => {
  const terminated = vectorise(() => countingEnvironment(1, "terminated"), { count: 1, seed: 1 });
  terminated.step(new Float32Array(1));
  expect([terminated.terminated[0], terminated.truncated[0]]).toEqual([1, 0]);
  const both = vectorise(
    () => {
      const environment = countingEnvironment(1, "terminated");
      return { ...environment, step: (action) => ({ ...environment.step(action), truncated: true }) };
    },
    { count: 1, seed: 1 },
  );
  both.step(new Float32Array(1));
  expect([both.terminated[0], both.truncated[0]]).toEqual([1, 0]);
});

it("vectorise goes on from what it saved as if it had never stopped", () => {
  const random = randomFromSeed(3);
  const actions = Array.from({ length: 120 }, () => Float32Array.from({ length: 3 }, () => below(random, 2)));
  const whole = vectorise(cartPole, { count: 3, seed: 7 });
  for (const action of actions.slice(0, 70)) whole.step(action);
  const resumed = vectorise(cartPole, { count: 3, seed: 7, from: structuredClone(whole.save()) });
  expect(resumed.observations).toEqual(whole.observations);
  for (const action of actions.slice(70)) {
    expect(resumed.step(action)).toEqual(whole.step(action));
    expect(resumed.observations).toEqual(whole.observations);
    expect(resumed.finalObservations).toEqual(whole.finalObservations);
  }
  expect(resumed.save()).toEqual(whole.save());
});

it("vectorise refuses a reward that is not finite and names the step", () => {
  const reward = (step: number): number => (step === 3 ? Number.NaN : 1);
  const vector = vectorise(() => countingEnvironment(5, "terminated", { reward }), { count: 1, seed: 1 });
  vector.step(new Float32Array(1));
  vector.step(new Float32Array(1));
  expect(() => vector.step(new Float32Array(1))).toThrow(
    expect.objectContaining({ code: "not-finite", message: expect.stringContaining("step 3") as string }),
  );
});

it("episodeSeed gives neighbours of seed, environment and episode different seeds", () => {
  const seeds = new Set<number>();
  for (let seed = 0; seed < 10; seed += 1) {
    for (let environment = 0; environment < 10; environment += 1) {
      for (let episode = 0; episode < 10; episode += 1) seeds.add(episodeSeed(seed, environment, episode));
    }
  }
  expect(seeds.size).toBe(1000);
});
