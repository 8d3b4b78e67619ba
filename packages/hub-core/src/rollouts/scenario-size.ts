import type { RolloutTask } from "./rollout-task.ts";

/** The most that one scenario of a task can come to: requests, and steps (decisions, or seconds where those are more). */
export type ScenarioSize = { readonly requests: number; readonly steps: number };

/** Of the scenarios that a task may draw, and of those that it names, the largest. */
export function scenarioSize(rollout: RolloutTask): ScenarioSize {
  const { task } = rollout;
  const { fleet, seconds, calm, peak, scale, servers, traces = [] } = task.spread;
  const recorded = Math.max(0, ...traces.map(({ points }) => highest(points)));
  // Ordinary traffic swings by less than half, and what an event adds ends at the peak.
  const generated = 1.5 * calm.max + peak.max;
  const growth = ((scale?.max ?? 1) * (servers?.max ?? fleet.servers.length)) / fleet.servers.length;
  const sizes = [{ seconds, rate: growth * Math.max(recorded, generated) }];
  for (const scenario of rollout.kind === "run-policies" ? rollout.scenarios : [])
    if (scenario.kind === "trace") sizes.push({ seconds: scenario.seconds, rate: highest(scenario.points) });
  return {
    requests: Math.ceil(Math.max(...sizes.map((size) => size.seconds * size.rate))),
    steps: Math.ceil(Math.max(...sizes.map((size) => size.seconds)) / Math.min(1, task.decisionIntervalS)),
  };
}

/** What an item comes to beside its scenarios: where genomes learn before they are judged, those steps. */
export function sizeOfLearning(rollout: RolloutTask): ScenarioSize {
  if (rollout.kind !== "judge-genomes" || rollout.learning === undefined) return { requests: 0, steps: 0 };
  const { steps: wanted, settings: { environments = 8, stepsPerIteration = 128 } = {} } = rollout.learning;
  // It learns in whole iterations.
  const steps = Math.ceil(wanted / (environments * stepsPerIteration)) * environments * stepsPerIteration;
  const { decisionIntervalS, spread } = rollout.task;
  return { requests: Math.ceil((scenarioSize(rollout).requests / spread.seconds) * steps * decisionIntervalS), steps };
}

function highest(points: readonly { readonly rate: number }[]): number {
  return points.reduce((most, { rate }) => Math.max(most, rate), 0);
}
