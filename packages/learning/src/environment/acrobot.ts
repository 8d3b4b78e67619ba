import { randomFromSeed, uniform } from "../training/random.ts";
import type { Environment, StepResult } from "./environment.ts";

// Gymnasium's Acrobot-v1 with the dynamics of Sutton and Barto's book: two links of length and mass 1, centres of mass
// in their middle, moments of inertia 1.
const GRAVITY = 9.8;
const CENTRE = 0.5;
const INERTIA = 1;
const SECONDS = 0.2;
const FASTEST = [4 * Math.PI, 9 * Math.PI] as const;
const TIME_LIMIT = 500;
const START = 0.1;

/** Angle of the first link from hanging down, of the second from the first, and their velocities. */
export type AcrobotState = readonly [number, number, number, number];

/**
 * Acrobot-v1: [cos θ₁, sin θ₁, cos θ₂, sin θ₂, ω₁, ω₂]; actions 0, 1, 2 are torques -1, 0, 1 on the joint between the
 * links. Reward -1 a step and 0 when the tip has swung one link's length above the bar; truncated at 500 steps.
 */
export function acrobot(): Environment {
  let state: AcrobotState = [0, 0, 0, 0];
  let steps = 0;
  const observation = (): Float32Array => {
    const [first, second, speed1, speed2] = state;
    return Float32Array.of(Math.cos(first), Math.sin(first), Math.cos(second), Math.sin(second), speed1, speed2);
  };
  return {
    observationSize: 6,
    heads: [{ kind: "categorical", choices: 3 }],
    reset(seed) {
      const random = randomFromSeed(seed);
      const draw = (): number => START * (2 * uniform(random) - 1);
      state = [draw(), draw(), draw(), draw()];
      steps = 0;
      return observation();
    },
    step(action): StepResult {
      const [first, second, speed1, speed2] = rungeKutta(state, (action[0] ?? 1) - 1, SECONDS);
      state = [wrapped(first), wrapped(second), held(speed1, FASTEST[0]), held(speed2, FASTEST[1])];
      steps += 1;
      const terminated = -Math.cos(state[0]) - Math.cos(state[0] + state[1]) > 1;
      return { observation: observation(), reward: terminated ? 0 : -1, terminated, truncated: steps >= TIME_LIMIT };
    },
  };
}

/** Where the links are after some seconds under a constant torque: one classical fourth-order Runge-Kutta step. */
export function rungeKutta(state: AcrobotState, torque: number, seconds: number): AcrobotState {
  const along = (slope: AcrobotState, by: number): AcrobotState => [
    state[0] + by * slope[0],
    state[1] + by * slope[1],
    state[2] + by * slope[2],
    state[3] + by * slope[3],
  ];
  const k1 = slopes(state, torque);
  const k2 = slopes(along(k1, seconds / 2), torque);
  const k3 = slopes(along(k2, seconds / 2), torque);
  const k4 = slopes(along(k3, seconds), torque);
  const mixed = (at: 0 | 1 | 2 | 3): number => (k1[at] + 2 * k2[at] + 2 * k3[at] + k4[at]) / 6;
  return along([mixed(0), mixed(1), mixed(2), mixed(3)], seconds);
}

function slopes([first, second, speed1, speed2]: AcrobotState, torque: number): AcrobotState {
  const cosine = Math.cos(second);
  const sine = Math.sin(second);
  const d1 = CENTRE ** 2 + (1 + CENTRE ** 2 + 2 * CENTRE * cosine) + 2 * INERTIA;
  const d2 = CENTRE ** 2 + CENTRE * cosine + INERTIA;
  // cos(θ - π/2) is sin θ.
  const phi2 = CENTRE * GRAVITY * Math.sin(first + second);
  const phi1 =
    -CENTRE * speed2 ** 2 * sine -
    2 * CENTRE * speed2 * speed1 * sine +
    (CENTRE + 1) * GRAVITY * Math.sin(first) +
    phi2;
  const turn2 =
    (torque + (d2 / d1) * phi1 - CENTRE * speed1 ** 2 * sine - phi2) / (CENTRE ** 2 + INERTIA - d2 ** 2 / d1);
  return [speed1, speed2, -(d2 * turn2 + phi1) / d1, turn2];
}

function wrapped(angle: number): number {
  let turned = angle;
  while (turned > Math.PI) turned -= 2 * Math.PI;
  while (turned < -Math.PI) turned += 2 * Math.PI;
  return turned;
}

function held(value: number, most: number): number {
  return Math.min(most, Math.max(-most, value));
}
