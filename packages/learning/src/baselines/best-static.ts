import type { Configuration } from "@fleet-persona/persona";
import type { Scenario } from "@fleet-persona/simulator";
import { FleetRun } from "../fleet/fleet-run.ts";
import type { FleetTask } from "../fleet/fleet-task.ts";
import { configurationKey } from "./configuration-key.ts";
import type { FleetPolicy } from "./fleet-policy.ts";
import { levelsOf } from "./fleet-levels.ts";

// Values tried of each number in the first and in the refining round.
const ROUNDS = [5, 9, 9] as const;

/**
 * The one configuration that, kept throughout, would have been worth most on this very scenario with these very arrivals. Nobody
 * can know it beforehand: it is what perfect tuning without adapting comes to. Found by coordinate descent.
 */
export const bestStaticPolicy: FleetPolicy = {
  name: "best-static",
  start({ task, scenario }) {
    const best = bestStaticConfiguration(task, scenario);
    return { decide: () => best };
  },
};

/** Goes round the attributes, each time to the best of its values with the others held, until a round changes nothing. */
export function bestStaticConfiguration(task: FleetTask, scenario: Scenario): Configuration {
  const { attributes, bounds, config } = new FleetRun(task, scenario);
  const worth = remembering((configuration) => worthOf(task, scenario, configuration));
  let best: Configuration = Object.fromEntries(
    attributes.map(({ name, default: value }) => [name, config[name] ?? value]),
  );
  for (const steps of ROUNDS) {
    const before = best;
    for (const attribute of attributes) {
      const tries = levelsOf(attribute, bounds, steps).map((value) => ({ ...best, [attribute.name]: value }));
      for (const tried of tries) if (worth(tried) > worth(best)) best = tried;
    }
    if (before === best && steps !== ROUNDS[0]) break;
  }
  return best;
}

function worthOf(task: FleetTask, scenario: Scenario, configuration: Configuration): number {
  const run = new FleetRun(task, scenario);
  let reward = run.advance().reward;
  while (!run.done) {
    run.order(configuration);
    reward += run.advance().reward;
  }
  return reward;
}

function remembering(worth: (configuration: Configuration) => number): (configuration: Configuration) => number {
  const known = new Map<string, number>();
  return (configuration) => {
    const key = configurationKey(configuration);
    const found = known.get(key) ?? worth(configuration);
    known.set(key, found);
    return found;
  };
}
