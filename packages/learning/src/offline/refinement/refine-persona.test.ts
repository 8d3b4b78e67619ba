import { manifestSchema, targetDigest } from "@fleet-persona/persona";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { nodeRuntime } from "../../testing/node-runtime.ts";
import { ignorantPolicy, toyLog, toySpec } from "../../testing/toy-log.ts";
import { datasetOf, type OfflineDataset } from "../dataset/dataset.ts";
import { encodeDataset } from "../dataset/dataset-bytes.ts";
import type { ManifestDraft, ParentVersion } from "./child-version.ts";
import { refinePersona, type RefineRequest } from "./refine-persona.ts";

vi.setConfig({ testTimeout: 60_000 });

const manifest: ManifestDraft = {
  schema: "fleet-persona/1",
  id: "acme/toy",
  name: "Toy",
  version: 3,
  creation_date: "2026-01-01",
  author: { name: "Acme" },
  tags: [],
  summary: "A toy.",
  licence: "Apache-2.0",
  changelog: [],
  input_data_sources: ["a toy"],
  attributes: [...toySpec.attributes],
  optimal_config: { cpu_allocation: 0.2, caching_strategy: "short", compression: false },
  triggers: [],
  confidence_score: 0.8,
  adaptation: { adjustment_factor: 1, risk_tolerance: 0.3, deadband: 0.02, cooldown_s: { grow: 2, shrink: 30 } },
  policy: {
    file: "policy.onnx",
    opset: 17,
    inputs: { signals: [...toySpec.inputs], config: toySpec.attributes.map(({ name }) => name) },
    outputs: toySpec.attributes.map(({ name }) => name),
  },
  training: { algorithm: "none", environment: "none", steps: 0, seeds: [1], generation: 2, parents: ["acme/toy@2"] },
  requires: { engine: 1, signals: ["request_rate"], attributes: ["cpu_allocation"] },
};
const parent: ParentVersion = { manifest, policy: ignorantPolicy(1), card: "# Toy\n", digest: "ab".repeat(32) };
const settings = {
  algorithm: "policy",
  policy: { epochs: 12, learningRate: 3e-3, batchSize: 128, gamma: 0 },
  offPolicy: { horizon: 2 },
} as const;

let dataset: OfflineDataset;
let request: RefineRequest;

beforeAll(async () => {
  const log = await toyLog({ session: await nodeRuntime.load(parent.policy), hosts: 100, steps: 12, seed: 2 });
  dataset = datasetOf(toySpec, log);
  request = { parent, dataset, settings, runtime: nodeRuntime, seed: 5, date: "2026-11-26" };
});

describe("refinePersona", () => {
  it("makes the next version out of a parent and a log, with its line and what justifies it", async () => {
    const justified = "0b0e0d54-8d44-4a0e-8a5c-1d2e3f405162";
    const made = await refinePersona({ ...request, settings: { ...settings, experiments: [justified] } });
    if (made.kind === "refused") throw new TypeError(made.sentence);
    const { version, training, confidence_score, adaptation, triggers, changelog } = made.manifest;
    expect(version).toBe(4);
    expect(training).toMatchObject({ generation: 3, parents: ["acme/toy@3"], seeds: [5] });
    expect(training.experiments).toEqual([justified, "6f1c7d80-6a25-4c0f-9d8e-0a4f0c1f7a11"].toSorted());
    expect(training.dataset).toEqual({ version: dataset.version, episodes: 100, steps: 1200 });
    expect({ adaptation, triggers }).toEqual({ adaptation: manifest.adaptation, triggers: [] });
    expect(changelog).toHaveLength(1);
    expect(confidence_score).toBeLessThanOrEqual(0.8);
    expect(made.evaluation.gain.low).toBeGreaterThan(0);
    const content = ["policy.onnx", "card.md", "evidence.json"] as const;
    const files = content.map((name) => ({
      name,
      bytes: made.files[name].length,
      sha256: targetDigest(made.files[name]).sha256,
    }));
    const written = JSON.parse(new TextDecoder().decode(made.files["persona.json"])) as object;
    expect(manifestSchema.safeParse({ ...written, files }).success).toBe(true);
  });

  it("gives the same files for the same request, the dataset as bytes or not", async () => {
    const [first, second] = await Promise.all([
      refinePersona(request),
      refinePersona({ ...request, dataset: encodeDataset(dataset) }),
    ]);
    expect(first).toEqual(second);
  });

  it("claims no more than the log shows", async () => {
    const sure = { ...parent, manifest: { ...manifest, confidence_score: 1 } };
    const made = await refinePersona({ ...request, parent: sure });
    if (made.kind === "refused") throw new TypeError(made.sentence);
    expect(made.manifest.confidence_score).toBeLessThan(1);
  });

  it.each<[string, () => RefineRequest, string]>([
    [
      "bytes that were tampered with",
      () => ({ ...request, dataset: encodeDataset(dataset).fill(0, 99, 120) }),
      "dataset-tampered",
    ],
    [
      "a log of another version",
      () => ({ ...request, parent: { ...parent, digest: "cd".repeat(32) } }),
      "dataset-foreign",
    ],
    [
      "a log of other signals",
      () => ({
        ...request,
        parent: {
          ...parent,
          manifest: {
            ...manifest,
            policy: {
              ...manifest.policy,
              inputs: { ...manifest.policy.inputs, signals: manifest.policy.inputs.signals.slice(1) },
            },
          },
        },
      }),
      "dataset-foreign",
    ],
    [
      "a child that does what was hardly ever tried",
      () => ({ ...request, settings: { ...settings, offPolicy: { horizon: 12, leastShare: 0.99 } } }),
      "too-little-overlap",
    ],
    [
      "a child that is no better",
      () => ({
        ...request,
        settings: {
          ...settings,
          policy: { epochs: 1, learningRate: 1e-9 },
          offPolicy: { horizon: 2, mostRatio: 0.5, leastShare: 0 },
        },
      }),
      "no-gain",
    ],
    [
      "an experiment that is none",
      () => ({ ...request, settings: { ...settings, experiments: ["last week"] } }),
      "manifest-invalid",
    ],
  ])("refuses %s, and says what to do", async (_, asked, code) => {
    const answer = await refinePersona(asked());
    expect(answer).toMatchObject({ kind: "refused", code });
    expect(answer.kind === "refused" && answer.sentence.length).toBeGreaterThan(20);
  });

  it("throws for settings that are the caller's own mistake", async () => {
    const wrong = refinePersona({ ...request, settings: { ...settings, policy: { epochs: 0 } } });
    await expect(wrong).rejects.toMatchObject({ code: "settings-invalid" });
  });
});
