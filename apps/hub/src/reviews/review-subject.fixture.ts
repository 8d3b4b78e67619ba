import type { FleetId, ListingId, PersonaVersionId, ReviewSubject, SubjectFleet } from "@fleet-persona/hub-core";
import type { GateReport, GateScenario, Manifest, ScenarioFigures } from "@fleet-persona/persona";

const distribution = { mean: 130, standard_deviation: 60, p01: 40, p99: 290 };

export const sampleManifest: Manifest = {
  schema: "fleet-persona/1",
  id: "acme/surge-ready",
  name: "Surge ready",
  version: 2,
  creation_date: "2026-11-22",
  author: { name: "Acme" },
  tags: [],
  summary: "Grows before the crowd.",
  licence: "Apache-2.0",
  changelog: [],
  input_data_sources: [],
  attributes: [
    {
      name: "cpu_allocation",
      kind: "continuous",
      scope: "host",
      cost: "hot",
      weight: 1,
      unit: "cores",
      min: 0.1,
      max: 0.3,
      scale: "linear",
      default: 0.2,
      safe: 0.3,
    },
    {
      name: "caching_strategy",
      kind: "categorical",
      scope: "fleet",
      cost: "hot",
      weight: 1,
      choices: ["off", "micro"],
      ordered: true,
      default: "off",
      safe: "off",
    },
  ],
  optimal_config: { cpu_allocation: 0.25, caching_strategy: "off" },
  triggers: [],
  confidence_score: 0.8,
  adaptation: { adjustment_factor: 1, risk_tolerance: 0.3, deadband: 0.02, cooldown_s: { grow: 2, shrink: 30 } },
  policy: {
    file: "policy.onnx",
    opset: 17,
    inputs: {
      signals: [
        {
          name: "request_rate",
          family: "performance",
          unit: "1/s",
          window_s: 5,
          staleness_s: 5,
          required: true,
          distribution,
        },
      ],
      config: ["cpu_allocation"],
    },
    outputs: ["cpu_allocation"],
  },
  files: [],
  training: { algorithm: "imitation", environment: "demo fleet", steps: 1, seeds: [1], generation: 0, parents: [] },
  requires: { engine: 1, signals: ["request_rate"], attributes: ["cpu_allocation"] },
};

const figures: ScenarioFigures = {
  breach_seconds: 4,
  core_seconds: 90,
  cost: 90,
  requests: 1_000,
  errors: 0,
  p95_ms: 80,
};

export const sampleScenario: GateScenario = {
  name: "flash-crowd",
  runs: 3,
  seeds: [1, 2, 3],
  guarded: figures,
  raw: figures,
  baselines: { static_default: { ...figures, breach_seconds: 20 }, reactive: { ...figures, breach_seconds: 9 } },
  guard_share: 0.1,
  fallback_share: 0,
  worst_moment: null,
};

export function sampleReport(scenario: Partial<GateScenario> = {}, change: Partial<GateReport> = {}): GateReport {
  return {
    schema: "fleet-persona-gate/1",
    rules_version: 1,
    persona: { id: "acme/surge-ready", version: 2 },
    bundle_digest: "0".repeat(64),
    verdict: "passed",
    reasons: [],
    confidence: 0.75,
    model: { verdict: "accepted", findings: [], facts: null },
    behaviour: {
      scenarios: [{ ...sampleScenario, ...scenario }],
      fuzzing: { cases: 10, failures: [] },
      deterministic: true,
      latency_us: { p50: 40, p99: 90 },
      sandbox: { network_isolated: true, memory_limit_mb: 512, peak_memory_mb: 100 },
    },
    seconds: 60,
    ...change,
  };
}

export const sampleFleet: SubjectFleet = {
  fleetId: "web" as FleetId,
  name: "Web",
  hosts: 2,
  inCharge: null,
  permission: null,
  declared: {},
  asked: false,
  missing: [],
};

/** A first version that passed, signed by a key that the tenant pinned. */
export function sampleSubject(change: Partial<ReviewSubject> = {}): ReviewSubject {
  return {
    personaVersionId: "v2" as PersonaVersionId,
    listingId: "l" as ListingId,
    personaId: "acme/surge-ready",
    title: "Surge ready",
    publisherName: "Acme",
    version: 2,
    digest: "0".repeat(64),
    publishedAt: 1_000,
    manifest: sampleManifest,
    entitled: true,
    gate: {
      kind: "judged",
      verdict: "passed",
      reasons: [],
      confidence: 0.75,
      rulesVersion: 1,
      finishedAt: 0,
      runsAgain: false,
    },
    report: sampleReport(),
    earlier: null,
    fleets: [sampleFleet],
    keys: [{ fingerprint: "SHA256:a", registeredAt: 1, revokedAt: null, pinnedAt: 5 }],
    otherPins: [],
    reasons: [],
    waiting: null,
    history: [],
    policy: { fourEyes: false, autoApprove: false, takeEarly: false, changedBy: null, changedAt: null },
    ...change,
  };
}
