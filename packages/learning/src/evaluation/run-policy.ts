import type { Scenario } from "@fleet-persona/simulator";
import type { FleetPolicy } from "../baselines/fleet-policy.ts";
import { FleetRun, type RunSecond } from "../fleet/fleet-run.ts";
import type { FleetTask } from "../fleet/fleet-task.ts";
import { figuresOf, type PolicyFigures } from "./figures.ts";

export type PolicyRun = {
  readonly task: FleetTask;
  readonly policy: FleetPolicy;
  readonly scenario: Scenario;
  /** The policy's own chance; traffic and fleet come from the scenario alone. */
  readonly seed: number;
};

/** Steers one scenario to its end. Every policy first sees one decision's time at the defaults, as an agent that has just come up. */
export async function runPolicy({ task, policy, scenario, seed }: PolicyRun): Promise<{
  readonly figures: PolicyFigures;
  readonly seconds: readonly RunSecond[];
}> {
  const seconds: RunSecond[] = [];
  const keep = (second: RunSecond) => seconds.push(second);
  const run = new FleetRun(task, scenario);
  const pilot = await policy.start({ task, scenario, seed, run });
  const { simulation } = run;
  let { reward } = run.advance(keep);
  while (!run.done) {
    const { now, signals, config } = run;
    run.order(await pilot.decide({ at: simulation.at, now, signals, config, simulation }));
    reward += run.advance(keep).reward;
  }
  return { figures: figuresOf(simulation.summary(task.warmupS), reward), seconds };
}
