import { describe, expect, it } from "vitest";
import { acrobot, type AcrobotState, rungeKutta } from "./acrobot.ts";

// Two unit links with their mass in the middle and unit inertia about it: kinetic plus potential energy.
function energy([first, second, speed1, speed2]: AcrobotState): number {
  const both = speed1 + speed2;
  const velocity1 = 0.25 * speed1 ** 2;
  const velocity2 = speed1 ** 2 + 0.25 * both ** 2 + speed1 * both * Math.cos(second);
  const kinetic = 0.5 * (velocity1 + velocity2 + speed1 ** 2 + both ** 2);
  return kinetic - 9.8 * (0.5 * Math.cos(first) + Math.cos(first) + 0.5 * Math.cos(first + second));
}

describe("rungeKutta", () => {
  it("rungeKutta keeps the energy of a swing without torque", () => {
    let state: AcrobotState = [1, -0.5, 0.3, -0.2];
    const before = energy(state);
    for (let step = 0; step < 2000; step += 1) state = rungeKutta(state, 0, 0.005);
    expect(energy(state)).toBeCloseTo(before, 6);
  });

  it("rungeKutta is of fourth order: half the step, a sixteenth of the error", () => {
    const start: AcrobotState = [1, 0.4, 0, 0];
    const after = (steps: number): number => {
      let state = start;
      for (let step = 0; step < steps; step += 1) state = rungeKutta(state, 1, 0.4 / steps);
      return state[0];
    };
    const exact = after(400);
    const ratio = Math.abs(after(4) - exact) / Math.abs(after(8) - exact);
    expect(ratio).toBeGreaterThan(10);
    expect(ratio).toBeLessThan(24);
  });

  it("rungeKutta leaves links that hang straight down where they are", () => {
    expect(rungeKutta([0, 0, 0, 0], 0, 0.2).every((value) => Math.abs(value) < 1e-12)).toBe(true);
  });

  it("rungeKutta mirrors a mirrored state under mirrored torque", () => {
    const [a, b, c, d] = rungeKutta([0.4, -0.3, 0.1, 0.7], 1, 0.2);
    const mirrored = rungeKutta([-0.4, 0.3, -0.1, -0.7], -1, 0.2);
    for (const [at, value] of [a, b, c, d].entries()) expect(mirrored[at]).toBeCloseTo(-value, 12);
  });
});

describe("acrobot", () => {
  it("acrobot begins nearly hanging down, by the seed alone", () => {
    const first = acrobot().reset(4);
    expect(first[0]).toBeGreaterThan(0.99);
    expect(Math.abs(first[4] ?? 1)).toBeLessThanOrEqual(0.1);
    expect(acrobot().reset(4)).toEqual(first);
    expect(acrobot().reset(5)).not.toEqual(first);
  });

  it("acrobot told to do nothing is truncated after 500 steps at a return of -500", () => {
    const environment = acrobot();
    environment.reset(1);
    let total = 0;
    for (let step = 1; step <= 500; step += 1) {
      const { reward, terminated, truncated } = environment.step(Float32Array.of(1));
      total += reward;
      expect(terminated).toBe(false);
      expect(truncated).toBe(step === 500);
    }
    expect(total).toBe(-500);
  });

  it("acrobot pumped along its swing ends above the line with a last reward of 0, within its speed limits", () => {
    const environment = acrobot();
    let observation = environment.reset(2);
    for (let step = 1; step <= 500; step += 1) {
      // Pushing with the second link's rotation adds energy at each step.
      const result = environment.step(Float32Array.of((observation[5] ?? 0) >= 0 ? 2 : 0));
      observation = result.observation;
      const [c1 = 0, s1 = 0, c2 = 0, s2 = 0, speed1 = 0, speed2 = 0] = observation;
      expect(Math.hypot(c1, s1)).toBeCloseTo(1, 5);
      expect(Math.abs(speed1)).toBeLessThanOrEqual(Math.fround(4 * Math.PI));
      expect(Math.abs(speed2)).toBeLessThanOrEqual(Math.fround(9 * Math.PI));
      expect(result.terminated).toBe(-c1 - (c1 * c2 - s1 * s2) > 1);
      expect(result.reward).toBe(result.terminated ? 0 : -1);
      if (result.terminated) return;
    }
    expect.unreachable("it never swung up");
  });
});
