import { keyPairFromSeed, sealBundle, type BundleFiles, type Manifest } from "@fleet-persona/persona";

const keyPair = keyPairFromSeed(new Uint8Array(32).fill(9));
const distribution = { mean: 190, standard_deviation: 70, p01: 90, p99: 430 };

/** One number that is steered by one signal. */
export const smallManifest: Omit<Manifest, "files"> = {
  schema: "fleet-persona/1",
  id: "acme/small",
  name: "Small",
  version: 1,
  creation_date: "2026-11-26",
  author: { name: "Acme" },
  tags: [],
  summary: "Steers one number by one signal.",
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
      scale: "linear",
      min: 0.1,
      max: 0.3,
      default: 0.175,
      safe: 0.175,
    },
  ],
  optimal_config: { cpu_allocation: 0.175 },
  triggers: [],
  confidence_score: 0.8,
  adaptation: { adjustment_factor: 4, risk_tolerance: 0.5, deadband: 0.02, cooldown_s: { grow: 0, shrink: 5 } },
  policy: {
    file: "policy.onnx",
    opset: 17,
    inputs: {
      signals: [
        {
          name: "request_rate",
          family: "performance",
          unit: "1/s",
          window_s: 1,
          staleness_s: 5,
          required: true,
          distribution,
        },
      ],
      config: ["cpu_allocation"],
    },
    outputs: ["cpu_allocation"],
  },
  training: { algorithm: "none", environment: "none", steps: 0, seeds: [], generation: 0, parents: [] },
  requires: { engine: 1, signals: ["request_rate"], attributes: ["cpu_allocation"] },
};

/** A sealed bundle around a model, with the manifest changed as a test needs it. */
export function bundleOf(model: Uint8Array, manifest: Omit<Manifest, "files"> = smallManifest): BundleFiles {
  const text = (words: string): Uint8Array => new TextEncoder().encode(words);
  return sealBundle({
    manifest,
    files: { "policy.onnx": model, "card.md": text("# Small\n"), "evidence.json": text("{}") },
    keyPairs: [keyPair],
  });
}

/** The same with digests that name nothing: for what only reads it. */
export const plainManifest: Manifest = {
  ...smallManifest,
  files: (["policy.onnx", "card.md", "evidence.json"] as const).map((name) => ({
    name,
    bytes: 0,
    sha256: "0".repeat(64),
  })),
};
