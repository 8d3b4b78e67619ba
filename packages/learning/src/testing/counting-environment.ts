import type { ActionHead, Environment } from "../environment/environment.ts";

/**
 * Ends after `length` steps, in the way given. Observes [steps so far, 1], or what an action added up to. Its reward is
 * 1 a step: with a discount of γ and no end, every state is worth 1 / (1 - γ).
 */
export function countingEnvironment(
  length: number,
  end: "terminated" | "truncated",
  {
    heads = [{ kind: "categorical", choices: 2 }] as readonly ActionHead[],
    reward = (_step: number): number => 1,
  } = {},
): Environment {
  let steps = 0;
  return {
    observationSize: 2,
    heads,
    reset: () => {
      steps = 0;
      return Float32Array.of(0, 1);
    },
    step: () => {
      steps += 1;
      const ended = steps === length;
      return {
        observation: Float32Array.of(steps / length, 1),
        reward: reward(steps),
        terminated: ended && end === "terminated",
        truncated: ended && end === "truncated",
        info: { steps },
      };
    },
  };
}
