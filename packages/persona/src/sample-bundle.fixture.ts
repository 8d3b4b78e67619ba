import { utf8 } from "@scure/base";
import { keyPairFromSeed } from "./ed25519.ts";
import type { Manifest } from "./manifest.ts";
import { sealBundle } from "./seal-bundle.ts";

export const publisher = keyPairFromSeed(new Uint8Array(32).fill(7));
export const stranger = keyPairFromSeed(new Uint8Array(32).fill(8));

export const sampleFiles = {
  "policy.onnx": new Uint8Array([8, 9, 18, 0, 255, 1, 2, 3]),
  "card.md": utf8.decode("# Surge ready\n\nFor shops — not for batch.\n"),
  "evidence.json": utf8.decode('{"breach_seconds": 6}'),
};

export const sampleManifest: Omit<Manifest, "files"> = {
  schema: "fleet-persona/1",
  id: "acme/surge-ready",
  name: "Surge ready",
  version: 4,
  creation_date: "2026-11-22",
  author: { name: "Acme", url: "https://acme.example" },
  tags: ["surge"],
  summary: "Grows a web fleet before the surge arrives.",
  licence: "Apache-2.0",
  changelog: [{ kind: "added", text: "Looks a minute ahead." }],
  input_data_sources: ["haproxy"],
  attributes: [
    {
      name: "cpu_allocation",
      kind: "continuous",
      scope: "host",
      cost: "hot",
      weight: 1,
      min: 0.1,
      max: 0.3,
      unit: "cores",
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
      choices: ["off", "micro", "short"],
      ordered: true,
      default: "short",
      safe: "off",
    },
  ],
  optimal_config: { cpu_allocation: 0.25, caching_strategy: "micro" },
  triggers: [
    {
      name: "surge",
      when: { signal: "request_rate.forecast_1m", comparison: ">", threshold: 200, for_s: 2, hysteresis: 20 },
      // oxlint-disable-next-line unicorn/no-thenable -- DESIGN's own word (when / then); a trigger is never awaited
      then: { kind: "narrow", attribute: "cpu_allocation", min: 0.2, max: 0.3 },
    },
  ],
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
          distribution: { mean: 130, standard_deviation: 60, p01: 40, p99: 290 },
        },
      ],
      config: ["cpu_allocation", "caching_strategy"],
    },
    outputs: ["cpu_allocation", "caching_strategy"],
  },
  training: {
    algorithm: "imitation",
    environment: "demo fleet",
    steps: 4000,
    seeds: [1, 2],
    generation: 0,
    parents: [],
  },
  requires: { engine: 1, signals: ["request_rate"], attributes: ["cpu_allocation"] },
};

/** A sealed bundle of the sample, with the manifest changed as a test needs it. */
export function sampleBundle(change: Partial<Omit<Manifest, "files">> = {}) {
  return sealBundle({ manifest: { ...sampleManifest, ...change }, files: sampleFiles, keyPairs: [publisher] });
}
