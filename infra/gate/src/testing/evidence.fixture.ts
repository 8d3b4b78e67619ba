import type { GateScenario, ScenarioFigures } from "@fleet-persona/persona";
import { NO_DECISIONS } from "../behaviour/decision-tally.ts";
import type { ScenarioSummary } from "../behaviour/summarise-scenarios.ts";
import type { FuzzResult } from "../fuzz/fuzz-policy.ts";
import type { GateEvidence } from "../verdict/evidence.ts";
import { plainManifest } from "./small-persona.fixture.ts";

export function figures(breach_seconds: number, cost: number): ScenarioFigures {
  return { breach_seconds, cost, core_seconds: cost, requests: 30_000, errors: 0, p95_ms: 40 };
}

/** A scenario in which the Persona is a little better and cheaper than everybody. */
export function summary(
  name: GateScenario["name"] = "diurnal",
  change: Partial<GateScenario> = {},
  tally: Partial<ScenarioSummary["tally"]> = {},
): ScenarioSummary {
  return {
    tally: { ...NO_DECISIONS, decisions: 1_000, ...tally },
    scenario: {
      name,
      runs: 32,
      seeds: [1],
      guarded: figures(1, 90),
      raw: figures(1, 90),
      baselines: { static_default: figures(6, 110), reactive: figures(2, 120) },
      guard_share: 0,
      fallback_share: 0,
      worst_moment: null,
      ...change,
    },
  };
}

export const soundFuzzing: FuzzResult = {
  cases: 2_000,
  malformed: [],
  broken: [],
  deterministic: true,
  sensitivity: { cases: 500, jumpShare: 0, furthest: "cpu_allocation by 2 % for 1 % of request_rate" },
  latency: { p50: 12, p99: 40 },
};

/** What a Persona leaves behind that nobody has anything against. */
export function soundEvidence(change: Partial<GateEvidence> = {}): GateEvidence {
  return {
    manifest: plainManifest,
    model: { verdict: "accepted", findings: [], facts: facts() },
    scenarios: [summary("diurnal"), summary("flash-crowd")],
    fuzzing: soundFuzzing,
    confinement: { networkIsolated: true, memoryLimited: true },
    inertAttributes: [],
    unseenInputs: [],
    ...change,
  };
}

function facts(): NonNullable<GateEvidence["model"]["facts"]> {
  return {
    ir_version: 8,
    opset: 17,
    nodes: 20,
    parameters: 5_000,
    activation_bytes: 4_000,
    macs: 5_000,
    operators: {},
  };
}
