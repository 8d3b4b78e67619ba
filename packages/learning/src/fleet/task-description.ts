import type { FleetTask } from "./fleet-task.ts";
import { randomisedScenarios, type ScenarioSpread } from "./random-scenarios.ts";

/** A fleet task as plain JSON: what a job carries, so that any process can rebuild the same task. */
export type TaskDescription = Omit<FleetTask, "scenario" | "fleet" | "warmupS"> & { readonly spread: ScenarioSpread };

/** The task described. Throws `task-invalid` where its spread holds no scenario. */
export function taskOf({ spread, ...task }: TaskDescription): FleetTask {
  return { ...task, fleet: spread.fleet, warmupS: spread.warmupS, scenario: randomisedScenarios(spread) };
}
