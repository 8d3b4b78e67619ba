import { createHash } from "node:crypto";
import {
  keyFingerprint,
  keyPairFromSeed,
  sealBundle,
  type BundleFiles,
  type KeyPair,
  type Manifest,
} from "@fleet-persona/persona";
import type { Assignment } from "@fleet-persona/protocol";
import { tinyPolicy } from "./tiny-onnx.fixture.ts";

export const publisherKey = keyPairFromSeed(new Uint8Array(32).fill(5));
export const strangerKey = keyPairFromSeed(new Uint8Array(32).fill(6));

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

const signal = (name: string, required: boolean, mean: number): Manifest["policy"]["inputs"]["signals"][number] => ({
  name,
  family: "performance",
  unit: name === "request_rate" ? "1/s" : "ms",
  window_s: 5,
  staleness_s: 5,
  required,
  distribution: { mean, standard_deviation: mean, p01: 0, p99: mean * 4 },
});

/** A Persona for the toy target: more workers when the request rate is high. */
export const toyManifest: Omit<Manifest, "files"> = {
  schema: "fleet-persona/1",
  id: "acme/toy",
  name: "Toy",
  version: 1,
  creation_date: "2026-11-22",
  author: { name: "Acme" },
  tags: [],
  summary: "Steers a toy.",
  licence: "Apache-2.0",
  changelog: [],
  input_data_sources: ["toy"],
  attributes: [
    {
      name: "workers",
      kind: "integer",
      scope: "host",
      cost: "hot",
      weight: 1,
      min: 1,
      max: 16,
      unit: "workers",
      scale: "linear",
      default: 4,
      safe: 8,
    },
    {
      name: "cache",
      kind: "categorical",
      scope: "fleet",
      cost: "hot",
      weight: 1,
      choices: ["off", "short", "long"],
      ordered: true,
      default: "short",
      safe: "off",
    },
  ],
  optimal_config: { workers: 8, cache: "short" },
  triggers: [],
  confidence_score: 0.9,
  adaptation: { adjustment_factor: 2, risk_tolerance: 0.5, deadband: 0.01, cooldown_s: { grow: 0, shrink: 0 } },
  policy: {
    file: "policy.onnx",
    opset: 17,
    inputs: {
      signals: [signal("request_rate", true, 100), signal("latency_p95", false, 40)],
      config: ["workers", "cache"],
    },
    outputs: ["workers", "cache"],
  },
  training: { algorithm: "by hand", environment: "toy", steps: 0, seeds: [], generation: 0, parents: [] },
  requires: { engine: 1, signals: ["request_rate"], attributes: ["workers"] },
};

/** `sigmoid((rate - 100) / 50)` of the workers' range, and the short cache. */
function toyPolicy(): Uint8Array {
  return tinyPolicy(2, 4, [
    { name: "weights.workers", activation: "Sigmoid", bias: [-2, -3], slope: [0.02, 0] },
    { name: "weights.cache", activation: "Softmax", bias: [-2, 4, -2] },
    { name: "value", activation: "Identity", bias: [0] },
  ]);
}

export function toyBundle(
  change: { manifest?: Partial<Omit<Manifest, "files">>; policy?: Uint8Array; keyPairs?: readonly KeyPair[] } = {},
): BundleFiles {
  return sealBundle({
    manifest: { ...toyManifest, ...change.manifest },
    files: { "policy.onnx": change.policy ?? toyPolicy(), "card.md": text("# Toy\n"), "evidence.json": text("{}") },
    keyPairs: change.keyPairs ?? [publisherKey],
  });
}

export function digestOf(bundle: BundleFiles): string {
  return createHash("sha256")
    .update(bundle.get("persona.json") ?? new Uint8Array())
    .digest("hex");
}

/** An assignment of a bundle to the host, active unless said otherwise. */
export function assignmentOf(
  bundle: BundleFiles,
  change: Partial<Assignment> = {},
  keys: readonly KeyPair[] = [publisherKey],
): Assignment {
  const manifest = JSON.parse(new TextDecoder().decode(bundle.get("persona.json"))) as Manifest;
  return {
    assignmentId: "0198f2a0-0000-7000-8000-000000000001",
    personaId: manifest.id,
    version: manifest.version,
    digest: digestOf(bundle),
    publisherKeys: keys.map(({ publicKey }) => ({
      fingerprint: keyFingerprint(publicKey),
      publicKey: Buffer.from(publicKey).toString("base64"),
    })),
    mode: "active",
    settings: { confidenceFloor: 0 },
    bounds: {},
    ...change,
  };
}
