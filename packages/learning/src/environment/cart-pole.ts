import { randomFromSeed, uniform } from "../training/random.ts";
import type { Environment, StepResult } from "./environment.ts";

// The constants of Gymnasium's CartPole-v1 (Barto, Sutton and Anderson, 1983). LENGTH is half the pole's.
const GRAVITY = 9.8;
const POLE_MASS = 0.1;
const TOTAL_MASS = 1.1;
const LENGTH = 0.5;
const FORCE = 10;
const SECONDS = 0.02;
const FARTHEST = 2.4;
const STEEPEST = (12 * 2 * Math.PI) / 360;
const TIME_LIMIT = 500;
const START = 0.05;

/**
 * CartPole-v1: [position, velocity, angle, angular velocity]; action 1 pushes right, 0 left. Reward 1 a step; terminated
 * beyond 2.4 or 12 degrees, truncated at 500 steps.
 */
export function cartPole(): Environment {
  let [x, speed, angle, turning] = [0, 0, 0, 0];
  let steps = 0;
  const observation = (): Float32Array => Float32Array.of(x, speed, angle, turning);
  return {
    observationSize: 4,
    heads: [{ kind: "categorical", choices: 2 }],
    reset(seed) {
      const random = randomFromSeed(seed);
      const draw = (): number => START * (2 * uniform(random) - 1);
      [x, speed, angle, turning] = [draw(), draw(), draw(), draw()];
      steps = 0;
      return observation();
    },
    step(action): StepResult {
      const force = action[0] === 1 ? FORCE : -FORCE;
      const cosine = Math.cos(angle);
      const sine = Math.sin(angle);
      const push = (force + POLE_MASS * LENGTH * turning ** 2 * sine) / TOTAL_MASS;
      const turn = (GRAVITY * sine - cosine * push) / (LENGTH * (4 / 3 - (POLE_MASS * cosine ** 2) / TOTAL_MASS));
      const acceleration = push - (POLE_MASS * LENGTH * turn * cosine) / TOTAL_MASS;
      // Explicit Euler: positions move by the speeds before the step.
      x += SECONDS * speed;
      speed += SECONDS * acceleration;
      angle += SECONDS * turning;
      turning += SECONDS * turn;
      steps += 1;
      const terminated = Math.abs(x) > FARTHEST || Math.abs(angle) > STEEPEST;
      return { observation: observation(), reward: 1, terminated, truncated: steps >= TIME_LIMIT };
    },
  };
}
