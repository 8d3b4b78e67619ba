import { expect, it } from "vitest";
import { gaussian, randomFromSeed } from "./random.ts";
import { initialRewardScale, scaleRewards } from "./reward-scale.ts";

it("scaleRewards divides by the deviation of the discounted return", () => {
  const scale = initialRewardScale(2);
  const random = randomFromSeed(1);
  const into = new Float32Array(2);
  const rewards = new Float32Array(2);
  for (let step = 0; step < 20_000; step += 1) {
    for (const row of [0, 1]) rewards[row] = 3 * gaussian(random);
    scaleRewards(scale, rewards, new Uint8Array(2), 0.8, into);
  }
  // The discounted sum of independent rewards of deviation 3 has the deviation 3 / √(1 - γ²) = 5.
  expect((rewards[0] ?? 0) / (into[0] ?? 1)).toBeCloseTo(5, 0);
});

it("scaleRewards forgets a return where its episode ended, and lets no reward beyond ten", () => {
  const scale = initialRewardScale(2);
  const into = new Float32Array(2);
  scaleRewards(scale, Float32Array.of(1, 1), Uint8Array.of(1, 0), 0.5, into);
  expect(scale.returns).toEqual([0, 1]);
  scaleRewards(scale, Float32Array.of(0, 0), Uint8Array.of(0, 0), 0.5, into);
  expect(scale.returns).toEqual([0, 0.5]);
  scaleRewards(initialRewardScale(100), new Float32Array(100).fill(-1e6, 0, 1), new Uint8Array(100), 0.5, into);
  expect(into[0]).toBe(-10);
});

it("scaleRewards leaves a reward that is always nothing at nothing", () => {
  const scale = initialRewardScale(1);
  const into = Float32Array.of(7);
  for (let step = 0; step < 1000; step += 1) scaleRewards(scale, new Float32Array(1), new Uint8Array(1), 0.9, into);
  expect(into[0]).toBe(0);
});
