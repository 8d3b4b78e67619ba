import { appendFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Signals } from "@fleet-persona/engine";
import type { Attribute, AttributeValue, Configuration } from "@fleet-persona/persona";
import { ScenarioError, startSimulation, type Scenario, type Simulation } from "@fleet-persona/simulator";
import { attributeTarget } from "../attribute-target.ts";
import type { SteerableAttribute, Target } from "../target.ts";
import { TargetError } from "../target-error.ts";
import type { SimulatorTargetConfig } from "./config.ts";

/** Opens the target: a fleet that lives in this process, its time running with the clock. */
export async function openSimulatorTarget(config: SimulatorTargetConfig): Promise<Target> {
  const scenario = await readScenario(config.scenario);
  const { outcomes: file, speed, warmupSeconds } = config;
  const onEnd = (seed: number, simulation: Simulation) => {
    if (file === undefined) return;
    try {
      appendFileSync(file, `${JSON.stringify({ seed, outcome: simulation.summary(warmupSeconds) })}\n`);
    } catch (error) {
      throw new TargetError("unreachable", `The outcome of a run cannot be written to ${file}.`, { cause: error });
    }
  };
  return simulatorTarget(config, scenario, livingFleet(scenario, speed, { onEnd }));
}

/** A fleet whose simulated time follows the clock. */
export type LivingFleet = {
  /** Brings it up to now and tells what an agent beside it sees. */
  look(): Readonly<Record<string, number>>;
  apply(changes: Configuration): void;
  /** Requests that were sent and that failed in the scenario being run. */
  tally(): { readonly requests: number; readonly failed: number };
};

// Time in which the process was held up (a laptop asleep) is not lived through afterwards.
const LONGEST_CATCH_UP_S = 60;

type Life = {
  /** ms. */
  readonly clock?: () => number;
  readonly onEnd?: (seed: number, simulation: Simulation) => void;
};

/** Runs the scenario, and when it is over again with the next seed, from the configuration reached. */
export function livingFleet(
  scenario: Scenario,
  speed: number,
  { clock = () => performance.now(), onEnd }: Life = {},
): LivingFleet {
  let seed = scenario.seed;
  let simulation: Simulation = startSimulation(scenario);
  let ordered: Configuration = {};
  let at = clock();
  let signals: Readonly<Record<string, number>> = {};
  const look = () => {
    const now = clock();
    let left = Math.min(LONGEST_CATCH_UP_S, Math.max(0, now - at) / 1000) * speed;
    at = now;
    while (left > 0) {
      const before = simulation.at;
      signals = simulation.advance(left).signals;
      left -= simulation.at - before;
      if (!simulation.done) break;
      const [endedSeed, ended] = [seed, simulation];
      seed += 1;
      simulation = startSimulation({ ...scenario, seed });
      simulation.apply(ordered);
      onEnd?.(endedSeed, ended);
    }
    return signals;
  };
  return {
    look,
    apply(changes) {
      look();
      ordered = { ...ordered, ...changes };
      simulation.apply(changes);
    },
    tally() {
      const { requests, errors } = simulation.summary(0);
      return { requests, failed: errors };
    },
  };
}

/** The target over a living fleet. What was ordered reads as in force at once; the fleet follows after its own delays. */
export function simulatorTarget({ name }: SimulatorTargetConfig, { fleet }: Scenario, living: LivingFleet): Target {
  let config: Configuration = Object.fromEntries(fleet.attributes.map((own) => [own.name, own.default]));
  return attributeTarget({
    name,
    version: "1",
    attributes: fleet.attributes.map(steerable),
    whole: new Set(fleet.attributes.filter(({ kind }) => kind === "integer").map((own) => own.name)),
    read: () => Promise.resolve(config),
    write(attribute: string, value: AttributeValue) {
      config = { ...config, [attribute]: value };
      living.apply({ [attribute]: value });
      return Promise.resolve();
    },
    observe(now): Promise<Signals> {
      const seen = Object.entries(living.look());
      return Promise.resolve(Object.fromEntries(seen.map(([signal, value]) => [signal, { value, at: now }])));
    },
  });
}

function steerable(attribute: Attribute): SteerableAttribute {
  const { name } = attribute;
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return { name, kind: "range", min: attribute.min, max: attribute.max };
    case "categorical":
      return { name, kind: "choices", allowed: attribute.choices };
    case "boolean":
      return { name, kind: "choices", allowed: [false, true] };
    default:
      return attribute satisfies never;
  }
}

async function readScenario(path: string): Promise<Scenario> {
  const refuse = (why: string, cause: unknown) => new TargetError("invalid-config", `${path}: ${why}`, { cause });
  let scenario: Scenario;
  try {
    // The file is the host's own; what is wrong with it the simulator says itself when it starts.
    scenario = JSON.parse(await readFile(path, "utf8")) as Scenario;
    startSimulation(scenario);
  } catch (error) {
    if (error instanceof ScenarioError) throw refuse(error.message, error);
    throw refuse("this is no scenario of the simulator; write one with `persona init`, or correct it", error);
  }
  return scenario;
}
