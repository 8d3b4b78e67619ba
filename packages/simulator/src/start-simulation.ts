import type { Configuration } from "@fleet-persona/persona";
import { copyState } from "./copy-state.ts";
import { checkScenario } from "./run/check-scenario.ts";
import { FleetRun } from "./run/fleet-run.ts";
import { foresightOf } from "./run/foresight.ts";
import { Observer } from "./run/observe.ts";
import { planOf, type Plan } from "./run/plan.ts";
import type { Scenario } from "./scenario.ts";
import type { Foresight, Observation, Outcome, Simulation } from "./simulation.ts";

/** Starts a scenario at second 0, on the attributes' defaults. Throws a `ScenarioError` for one that cannot be run. */
export function startSimulation(scenario: Scenario): Simulation {
  checkScenario(scenario);
  return new FleetSimulation(planOf(scenario));
}

class FleetSimulation implements Simulation {
  readonly foresight: Foresight;
  private readonly plan: Plan;
  private readonly run: FleetRun;
  private readonly observer: Observer;

  constructor(plan: Plan) {
    this.plan = plan;
    this.foresight = foresightOf(plan);
    this.run = new FleetRun(plan);
    this.observer = new Observer(plan);
  }

  get at(): number {
    return this.run.now / 1000;
  }

  get done(): boolean {
    return this.run.now >= this.plan.endMs;
  }

  advance(seconds: number): Observation {
    const { run, plan } = this;
    const from = run.now;
    const { stretch } = run.ledger;
    stretch.begin();
    run.runTo(Math.max(from, Math.min(plan.endMs, from + seconds * 1000)));
    run.meter.advance(run.now);
    const { coreMs, cost } = run.meter;
    const spent = cost - run.toldCost + stretch.breachSeconds * plan.fleet.cost.perBreachSecond;
    const coreSeconds = (coreMs - run.toldCoreMs) / 1000;
    run.toldCost = cost;
    run.toldCoreMs = coreMs;
    const outcome = stretch.outcome((run.now - from) / 1000, coreSeconds, spent, plan.fleet);
    const signals = this.observer.look(run);
    if (this.done) run.drain();
    return { at: run.now / 1000, signals, outcome };
  }

  apply(changes: Configuration): void {
    this.run.order(changes);
  }

  config(): Configuration {
    return this.run.config;
  }

  summary(from: number): Outcome {
    return this.run.ledger.summary(Math.max(0, Math.floor(from)), this.at);
  }

  fork(): Simulation {
    const twin = new FleetSimulation(this.plan);
    copyState(this.run, twin.run);
    copyState(this.observer, twin.observer);
    return twin;
  }
}
