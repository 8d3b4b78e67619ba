import { expect, it } from "vitest";
import { cartPole } from "./cart-pole.ts";

const push = (action: number): Float32Array => Float32Array.of(action);

/** The equations of motion as Florian (2007) writes them, kept apart from the implementation on purpose. */
function followed(from: readonly number[], actions: readonly number[]): number[] {
  let [x = 0, v = 0, theta = 0, omega = 0] = from;
  for (const action of actions) {
    const f = action === 1 ? 10 : -10;
    const [s, c] = [Math.sin(theta), Math.cos(theta)];
    const alpha = (9.8 * s + c * ((-f - 0.1 * 0.5 * omega * omega * s) / 1.1)) / (0.5 * (4 / 3 - (0.1 * c * c) / 1.1));
    const a = (f + 0.1 * 0.5 * (omega * omega * s - alpha * c)) / 1.1;
    [x, v, theta, omega] = [x + 0.02 * v, v + 0.02 * a, theta + 0.02 * omega, omega + 0.02 * alpha];
  }
  return [x, v, theta, omega];
}

it("cartPole moves as its equations of motion say", () => {
  const environment = cartPole();
  const start = environment.reset(5);
  const actions = [1, 0, 0, 1, 1, 1, 0];
  const taken: number[] = [];
  for (const action of actions) {
    taken.push(action);
    const { observation } = environment.step(push(action));
    for (const [at, value] of followed([...start], taken).entries()) expect(observation[at]).toBeCloseTo(value, 5);
  }
});

it("cartPole gains speed from a push at rest by Newton's second law", () => {
  const environment = cartPole();
  environment.reset(1);
  // At θ = ω = 0: a = F / (M + m) / (1 - 3 m / (4 (M + m))), from eliminating the pole's rotation.
  const [, v = 0, theta = 0, omega = 0] = followed([0, 0, 0, 0], [1]);
  expect(v / 0.02).toBeCloseTo(10 / 1.1 / (1 - (3 * 0.1) / (4 * 1.1)), 9);
  expect(theta).toBe(0);
  expect(omega).toBeLessThan(0);
});

it("cartPole begins within 0.05 of upright and still, by the seed alone", () => {
  const environment = cartPole();
  const first = environment.reset(8);
  expect(first.every((value) => Math.abs(value) <= 0.05 && value !== 0)).toBe(true);
  expect(cartPole().reset(8)).toEqual(first);
  expect(environment.reset(9)).not.toEqual(first);
});

it("cartPole is terminated beyond twelve degrees and not before, with a reward for the last step too", () => {
  const environment = cartPole();
  environment.reset(3);
  for (let step = 1; ; step += 1) {
    const { observation, reward, terminated, truncated } = environment.step(push(1));
    expect(reward).toBe(1);
    expect(truncated).toBe(false);
    expect(terminated).toBe(Math.abs(observation[2] ?? 0) > (12 * Math.PI) / 180);
    if (terminated) {
      expect(step).toBeLessThan(12);
      return;
    }
  }
});

it("cartPole balanced for 500 steps is truncated, not terminated", () => {
  const environment = cartPole();
  let [x = 0, v = 0, theta = 0, omega = 0] = environment.reset(2);
  for (let step = 1; step <= 500; step += 1) {
    const result = environment.step(push(theta + 0.3 * omega + 0.02 * x + 0.05 * v > 0 ? 1 : 0));
    [x = 0, v = 0, theta = 0, omega = 0] = result.observation;
    expect(result.terminated).toBe(false);
    expect(result.truncated).toBe(step === 500);
  }
});
