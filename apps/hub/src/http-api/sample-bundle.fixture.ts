import { keyPairFromSeed, sealBundle } from "@fleet-persona/persona";
import type { BundleFiles, Manifest } from "@fleet-persona/persona";

type Draft = Omit<Manifest, "files">;
type Contents = Parameters<typeof sealBundle>[0]["files"];

/** The key of the publisher acme. */
export const acmeKey = keyPairFromSeed(new Uint8Array(32).fill(7));

const contents: Contents = {
  "policy.onnx": Uint8Array.from({ length: 2_000 }, (_, index) => index % 251),
  "card.md": Buffer.from("# Surge ready\n\nFor shops, not for batch.\n"),
  "evidence.json": Buffer.from('{"arms":{"persona":{"breach_seconds":6,"core_seconds":70}}}'),
};

/** A signed bundle of acme/surge-ready, or of what is said otherwise. */
export function sampleBundle(change: Partial<Draft> = {}, files: Partial<Contents> = {}): BundleFiles {
  return sealBundle({ manifest: { ...manifest, ...change }, files: { ...contents, ...files }, keyPairs: [acmeKey] });
}

/** As the API takes it. */
export function asBase64(files: BundleFiles): Record<string, string> {
  return Object.fromEntries([...files].map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]));
}

const distribution = { mean: 130, standard_deviation: 60, p01: 40, p99: 290 };
const requestRate = {
  name: "request_rate",
  family: "performance",
  unit: "1/s",
  window_s: 5,
  staleness_s: 5,
  required: true,
} as const;

const manifest: Draft = {
  schema: "fleet-persona/1",
  id: "acme/surge-ready",
  name: "Surge ready",
  version: 1,
  creation_date: "2026-11-22",
  author: { name: "Acme" },
  tags: ["surge"],
  summary: "Grows a web fleet before the flash crowd arrives.",
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
  ],
  optimal_config: { cpu_allocation: 0.25 },
  triggers: [],
  confidence_score: 0.8,
  adaptation: { adjustment_factor: 1, risk_tolerance: 0.3, deadband: 0.02, cooldown_s: { grow: 2, shrink: 30 } },
  policy: {
    file: "policy.onnx",
    opset: 17,
    inputs: { signals: [{ ...requestRate, distribution }], config: ["cpu_allocation"] },
    outputs: ["cpu_allocation"],
  },
  training: { algorithm: "imitation", environment: "demo fleet", steps: 1, seeds: [1], generation: 0, parents: [] },
  requires: { engine: 1, signals: ["request_rate"], attributes: ["cpu_allocation"] },
};
