import type { DqnSettings, PpoSettings } from "@fleet-persona/learning";
import type { Project } from "../project/project-schema.ts";

// Decisions between two checkpoints: a minute or so of simulated fleets.
const CHECKPOINT_EVERY = 8_192;

/**
 * PPO for fleets. A clone is treated with care: first only the value learns, and the policy is held near the clone's while that
 * still knows better.
 */
export function ppoSettings({ training }: Project, fromClone: boolean): Partial<PpoSettings> {
  const careful = fromClone ? { valueWarmup: 8, cloneKl: 0.5, learningRate: 1e-4, clipRange: 0.1 } : {};
  return {
    gamma: training.discount,
    scaleRewards: true,
    targetKl: 0.03,
    entropyCoefficient: fromClone ? 0 : 0.003,
    checkpointEvery: CHECKPOINT_EVERY,
    ...careful,
    ...given(training.ppo),
  };
}

export function dqnSettings({ training }: Project): Partial<DqnSettings> {
  return { gamma: training.discount, ...given(training.dqn) };
}

type Given<Settings> = { [Name in keyof Settings]?: Settings[Name] | undefined };

/** What was written, without what was left out. */
function given<Settings extends object>(settings: Given<Settings>): Partial<Settings> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<Settings>;
}
