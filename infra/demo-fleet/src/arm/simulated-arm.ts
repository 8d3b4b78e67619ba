import { createReactive, reactive, type Bounds } from "@fleet-persona/engine";
import type { Attribute, Configuration } from "@fleet-persona/persona";
import { startSimulation, type Outcome, type Scenario, type Simulation } from "@fleet-persona/simulator";
import { demoAttributes } from "../demo-attributes.ts";
import { WARMUP_S } from "../sizing.ts";
import { tunedReactiveSettings } from "./reactive-controller.ts";

/** As often as the live arm's rule looks. */
const TICK_S = 0.5;

/** One pass of a scenario of the simulated demo fleet under an arm that needs no agent; takes no time worth speaking of. */
export function runSimulatedArm(scenario: Scenario, arm: "default" | "reactive"): Outcome {
  const simulation = startSimulation(scenario);
  const steer = arm === "reactive" ? reactiveSteering(simulation) : () => undefined;
  while (!simulation.done) steer(simulation.advance(TICK_S).signals);
  return simulation.summary(WARMUP_S);
}

/** The rule of the live fleet's `reactive` arm, on simulated signals. */
function reactiveSteering(simulation: Simulation): (seen: Readonly<Record<string, number>>) => void {
  const bounds: Bounds = Object.fromEntries(demoAttributes.map((own) => [own.name, boundOf(own)]));
  let config: Configuration = simulation.config();
  let memory = createReactive();
  return (seen) => {
    const now = simulation.at * 1000;
    const signals = Object.fromEntries(Object.entries(seen).map(([name, value]) => [name, { value, at: now }]));
    const settings = tunedReactiveSettings;
    const answer = reactive(memory, { now, signals, config, attributes: demoAttributes, bounds, settings });
    memory = answer.memory;
    config = { ...config, ...answer.recommended };
    simulation.apply(config);
  };
}

function boundOf(attribute: Attribute): Bounds[string] {
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return { kind: "range", min: attribute.min, max: attribute.max };
    case "categorical":
      return { kind: "choices", allowed: attribute.choices };
    case "boolean":
      return { kind: "choices", allowed: [false, true] };
    default:
      return attribute satisfies never;
  }
}
