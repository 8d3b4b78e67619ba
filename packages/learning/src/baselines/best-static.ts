import type { Configuration } from "@fleet-persona/persona";
import type { Scenario } from "@fleet-persona/simulator";
import { FleetRun } from "../fleet/fleet-run.ts";
import type { FleetTask } from "../fleet/fleet-task.ts";
import { configurationKey } from "./configuration-key.ts";
import type { FleetPolicy } from "./fleet-policy.ts";
import { levelsOf } from "./fleet-levels.ts";

// Values tried of each number in the first round and in the finer one.
const ROUNDS = [5, 7] as const;

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

/** Goes round the attributes twice, the second time finer, each time to the best of an attribute's values with the others held. */
export function bestStaticConfiguration(task: FleetTask, scenario: Scenario): Configuration {
  const { attributes, bounds, config } = new FleetRun(task, scenario);
  const start = Object.fromEntries(attributes.map(({ name, default: value }) => [name, config[name] ?? value]));
  const tried = new Set([configurationKey(start)]);
  let best = { configuration: start, worth: worthOf(task, scenario, start, Number.NEGATIVE_INFINITY) };
  for (const steps of ROUNDS) {
    for (const attribute of attributes) {
      for (const value of levelsOf(attribute, bounds, steps)) {
        const configuration = { ...best.configuration, [attribute.name]: value };
        const key = configurationKey(configuration);
        if (tried.has(key)) continue;
        tried.add(key);
        const worth = worthOf(task, scenario, configuration, best.worth);
        if (worth > best.worth) best = { configuration, worth };
      }
    }
  }
  return best.configuration;
}

/** What a whole run would be worth; given up once what is left could not lift it to `atLeast`: only revenue is ever earned. */
function worthOf(task: FleetTask, scenario: Scenario, configuration: Configuration, atLeast: number): number {
  const run = new FleetRun(task, scenario);
  let reward = run.advance().reward;
  while (!run.done) {
    run.order(configuration);
    reward += run.advance().reward;
    const left = scenario.seconds - run.simulation.at;
    if (reward + task.reward.revenue * left < atLeast) return Number.NEGATIVE_INFINITY;
  }
  return reward;
}
