import type { EngineTask, FleetTask } from "@fleet-persona/learning";
import type { Manifest } from "@fleet-persona/persona";
import { GATE_RULES } from "../gate-rules.ts";
import type { GateEnvironment } from "./gate-environment.ts";
import { situationOf } from "./gate-scenarios.ts";

/** The part of a manifest that the engine is told. */
export function engineTaskOf({ attributes, triggers, adaptation, policy }: Manifest): EngineTask {
  return { attributes, triggers, adaptation, inputs: policy.inputs.signals };
}

/** The Persona's manifest as a task to run; nothing is learned here, so the reward only has to be a number. */
export function gateTaskOf(manifest: Manifest, environment: GateEnvironment): FleetTask {
  return {
    ...engineTaskOf(manifest),
    fleet: environment.fleet,
    reward: { breach: 1, cost: 1, errors: 0, latency: 0, churn: 0, revenue: 0 },
    decisionIntervalS: 1,
    warmupS: GATE_RULES.warmupS,
    scenario: (seed) => situationOf("diurnal", seed, environment).scenario,
  };
}
