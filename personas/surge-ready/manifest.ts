import { demoAttributes } from "@fleet-persona/demo-fleet";
import type { CloneEvidence } from "@fleet-persona/learning";
import type { Configuration, InputSignal, Manifest } from "@fleet-persona/persona";

export type ManifestDraft = Omit<Manifest, "files">;

/** What the Persona holds to be right in ordinary traffic: where its own policy is not asked, this is the reference. */
const OPTIMAL: Configuration = {
  cpu_allocation: 0.15,
  active_servers: 4,
  caching_strategy: "short",
  load_balancing_algorithm: "leastconn",
  max_connections: 2,
};

// Ordinary noise moves the trend by less than two requests a second each second; a crowd by eight in its first second.
const SURGE = { signal: "request_rate.trend", comparison: ">", threshold: 5, for_s: 0, hysteresis: 4 } as const;

const TRIGGERS: Manifest["triggers"] = [
  {
    name: "a-crowd-is-arriving",
    when: SURGE,
    // oxlint-disable-next-line unicorn/no-thenable -- the manifest's own word
    then: { kind: "narrow", attribute: "cpu_allocation", min: 0.28, max: 0.2875 },
  },
  {
    name: "a-crowd-reads-the-same-pages",
    when: SURGE,
    // oxlint-disable-next-line unicorn/no-thenable -- the manifest's own word
    then: { kind: "pin", attribute: "caching_strategy", value: "long" },
  },
  {
    name: "queue-is-forming",
    when: { signal: "queue_depth", comparison: ">=", threshold: 20, for_s: 1, hysteresis: 10 },
    // oxlint-disable-next-line unicorn/no-thenable -- the manifest's own word
    then: { kind: "decide" },
  },
  {
    name: "answers-are-failing",
    when: { signal: "error_rate", comparison: ">", threshold: 0.05, for_s: 2, hysteresis: 0.04 },
    // oxlint-disable-next-line unicorn/no-thenable -- the manifest's own word
    then: { kind: "narrow", attribute: "cpu_allocation", min: 0.25, max: 0.2875 },
  },
];

/** The manifest of version 1 but for its files, which sealing adds. */
export function manifestDraft(inputs: readonly InputSignal[], evidence: CloneEvidence): ManifestDraft {
  const names = demoAttributes.map(({ name }) => name);
  return {
    schema: "fleet-persona/1",
    id: "fleet-persona/surge-ready",
    name: "Surge ready",
    version: 1,
    creation_date: "2026-11-22",
    author: { name: "Fleet Persona" },
    tags: ["haproxy", "flash-crowd", "web-shop", "reference"],
    summary:
      "Sees a flash crowd in the first seconds of its rise, gives the fleet its cores and a longer cache, and takes both back when it has passed. Lean in calm traffic.",
    licence: "Apache-2.0",
    changelog: [{ kind: "added", text: "First version, cloned from a controller that sees the fleet's true state." }],
    input_data_sources: ["HAProxy statistics", "HAProxy request log ring", "cgroup CPU accounting"],
    attributes: [...demoAttributes],
    optimal_config: OPTIMAL,
    triggers: TRIGGERS,
    confidence_score: confidenceOf(evidence),
    adaptation: {
      adjustment_factor: 4,
      risk_tolerance: 0.8,
      deadband: 0.04,
      cooldown_s: { grow: 0, shrink: 6 },
    },
    policy: {
      file: "policy.onnx",
      opset: 17,
      inputs: { signals: [...inputs], config: names },
      outputs: names,
    },
    training: {
      algorithm: "behaviour cloning of a clairvoyant controller",
      environment: "the demo fleet: four HAProxy origins of unequal size, recorded live",
      steps: evidence.steps,
      seeds: [evidence.seed],
      generation: 0,
      parents: [],
    },
    requires: {
      engine: 1,
      signals: inputs.filter(({ required }) => required).map(({ name }) => name),
      attributes: ["caching_strategy"],
    },
  };
}

/** The claim: mean agreement with the teacher on held-out episodes; for a number one minus the mean error in shares of its range. */
function confidenceOf(evidence: CloneEvidence): number {
  const shares = Object.values(evidence.validation.heads).map((head) =>
    head.kind === "choice" ? head.accuracy : Math.max(0, 1 - head.meanAbsoluteError),
  );
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return Math.round(mean * 100) / 100;
}
