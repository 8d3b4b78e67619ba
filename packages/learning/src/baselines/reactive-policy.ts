import { createReactive, defaultReactiveSettings, reactive, type ReactiveSettings } from "@fleet-persona/engine";
import type { FleetPilot, FleetPolicy, PolicyContext } from "./fleet-policy.ts";

/** The rule fleets run today with the horizontal autoscaler's real defaults; it defends the fleet's own objective. */
export const reactivePolicy: FleetPolicy = {
  name: "reactive",
  start: (context) => reactivePilot(context, {}),
};

/**
 * Not a baseline of the field, an extra to show that a Persona does more than tune the rule: it looks every two seconds instead of
 * fifteen and keeps capacity for ten after the last need instead of five minutes, at 75 % use.
 */
export const tunedReactivePolicy: FleetPolicy = {
  name: "reactive-tuned",
  start: (context) =>
    reactivePilot(context, {
      targetUtilisation: 0.75,
      syncIntervalMs: 2_000,
      scaleDownWindowMs: 10_000,
      stalenessMs: 5_000,
    }),
};

function reactivePilot({ scenario, run }: PolicyContext, changed: Partial<ReactiveSettings>): FleetPilot {
  const settings = { ...defaultReactiveSettings, latencySloMs: scenario.fleet.objective.p95Ms, ...changed };
  const { attributes, bounds } = run;
  let memory = createReactive();
  return {
    decide({ now, signals, config }) {
      const answer = reactive(memory, { now, signals, config, attributes, bounds, settings });
      memory = answer.memory;
      return answer.recommended;
    },
  };
}
