import type { Signals } from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";
import type { Scenario, Simulation } from "@fleet-persona/simulator";
import type { FleetRun } from "../fleet/fleet-run.ts";
import type { FleetTask } from "../fleet/fleet-task.ts";

/** What a policy is told before a run: what is wanted, of which fleet, and its own seed where it needs chance. */
export type PolicyContext = {
  readonly task: FleetTask;
  /** Only those who may know the future look at its traffic. */
  readonly scenario: Scenario;
  readonly seed: number;
  readonly run: FleetRun;
};

/** One decision's moment. */
export type FleetMoment = {
  /** Seconds since the start. */
  readonly at: number;
  /** ms since the epoch. */
  readonly now: number;
  readonly signals: Signals;
  /** What was ordered last. */
  readonly config: Configuration;
  /** For those who may know the future: `fork` it, never advance it. */
  readonly simulation: Simulation;
};

/** Steers one run. What it wishes is brought within bounds and ordered; attributes it leaves out stay as they are. */
export interface FleetPilot {
  decide(moment: FleetMoment): Configuration | Promise<Configuration>;
}

/** Anything that can steer a fleet, from doing nothing to knowing the future: what every comparison compares. */
export interface FleetPolicy {
  readonly name: string;
  start(context: PolicyContext): FleetPilot | Promise<FleetPilot>;
}
