import type { InputSignal } from "@fleet-persona/persona";
import type { FleetPolicy } from "../baselines/fleet-policy.ts";
import { randomPolicy } from "../baselines/random-policy.ts";
import { reactivePolicy, tunedReactivePolicy } from "../baselines/reactive-policy.ts";
import { staticDefault } from "../baselines/static-default.ts";
import { distributionOf, type Demonstration } from "../cloning/dataset.ts";
import { LearningError } from "../errors.ts";
import type { FleetTask } from "./fleet-task.ts";
import { recordRun } from "./record-run.ts";

/** An input before anybody measured it. */
export type DeclaredInput = Omit<InputSignal, "distribution">;

// Who steers while inputs are measured: calm hands and clumsy ones, so that what a learner will see lies within.
const EXPLORERS: readonly FleetPolicy[] = [staticDefault, tunedReactivePolicy, randomPolicy, reactivePolicy];
const UNKNOWN: InputSignal["distribution"] = { mean: 0, standard_deviation: 1, p01: 0, p99: 0 };

/**
 * The declared inputs with the distribution they have in exploratory runs: one scenario of the task for each seed, steered in turn by
 * nobody, rules and chance. Throws `task-invalid` for a signal that no run ever showed.
 */
export async function measureInputs(
  task: Omit<FleetTask, "inputs">,
  declared: readonly DeclaredInput[],
  seeds: readonly number[],
): Promise<readonly InputSignal[]> {
  const unmeasured = { ...task, inputs: declared.map((input) => ({ ...input, distribution: UNKNOWN })) };
  const rows: Demonstration[] = [];
  for (const [episode, seed] of seeds.entries()) {
    const actor = EXPLORERS[episode % EXPLORERS.length] ?? staticDefault;
    rows.push(...(await recordRun({ task: unmeasured, seed, episode, actor })));
  }
  return declared.map((input) => {
    if (!rows.some(({ signals }) => Number.isFinite(signals[input.name]))) {
      throw new LearningError("task-invalid", `no run ever showed the signal ${input.name}; is its name right?`);
    }
    return { ...input, distribution: distributionOf(rows, input.name) };
  });
}
