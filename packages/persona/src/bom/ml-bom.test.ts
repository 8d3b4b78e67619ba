import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { Version } from "@cyclonedx/cyclonedx-library/Spec";
import { Ajv } from "ajv";
import type { ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import { beforeAll, describe, expect, it } from "vitest";
import type { GateReport } from "../gate/gate-report.ts";
import { sampleManifest } from "../sample-bundle.fixture.ts";
import type { BomInput } from "./bom-input.ts";
import { BOM_TYPE, mlBom } from "./ml-bom.ts";

const digest = "0123456789abcdef".repeat(4);
const figures = { breach_seconds: 4, core_seconds: 80, cost: 80, requests: 9, errors: 0, p95_ms: 90 };
const gate: GateReport = {
  schema: "fleet-persona-gate/1",
  rules_version: 3,
  persona: { id: "acme/surge-ready", version: 4 },
  bundle_digest: digest,
  verdict: "quarantined",
  reasons: [{ severity: "quarantine", code: "guard-share", message: "Guards hold it back often." }],
  confidence: 0.6,
  model: { verdict: "accepted", findings: [], facts: null },
  behaviour: {
    scenarios: [
      {
        name: "flash-crowd",
        runs: 8,
        seeds: [1],
        guarded: figures,
        raw: figures,
        baselines: { static_default: { ...figures, breach_seconds: 18 }, reactive: figures },
        guard_share: 0.1,
        fallback_share: 0,
        worst_moment: null,
      },
    ],
    fuzzing: { cases: 1, failures: [] },
    deterministic: true,
    latency_us: { p50: 10, p99: 20 },
    sandbox: { network_isolated: true, memory_limit_mb: 256, peak_memory_mb: null },
  },
  seconds: 1,
};
const input: BomInput = {
  manifest: {
    ...sampleManifest,
    files: [
      { name: "policy.onnx", bytes: 8, sha256: "a".repeat(64) },
      { name: "card.md", bytes: 9, sha256: "b".repeat(64) },
      { name: "evidence.json", bytes: 9, sha256: "c".repeat(64) },
    ],
  },
  digest,
  signedBy: ["SHA256:qwertyuiop"],
  card: "# Surge ready\n\nFor shops.\n\n**Not for** batch work.\n\n## What it must not be trusted with\nA surge without a trace.\n",
  evidence: { arms: { persona: { breach_seconds: 6, note: "x" }, default: { breach_seconds: 18 } } },
  publisherName: "Acme",
  publishedAt: "2026-11-22T10:00:00.000Z",
  gate,
  parents: [{ personaId: "acme/surge-ready", version: 3, digest: "d".repeat(64) }],
};

describe("mlBom", () => {
  let validate: ValidateFunction;
  beforeAll(() => {
    validate = cycloneDx();
  });
  const bomOf = (change: Partial<BomInput> = {}) =>
    JSON.parse(new TextDecoder().decode(mlBom({ ...input, ...change }))) as { readonly [name: string]: unknown };

  it("keeps the rules of CycloneDX 1.7 with and without a verdict, ancestors, a dataset, a known licence", () => {
    const dataset = { version: digest, episodes: 3, steps: 900 };
    const experiments = ["8c1f2a7e-5b0d-4a43-9d5e-2f6f1f3f0c11"];
    const learned = { ...input.manifest, training: { ...input.manifest.training, dataset, experiments } };
    const changes: Partial<BomInput>[] = [
      {},
      { gate: null },
      { parents: [] },
      { manifest: learned },
      { manifest: { ...input.manifest, licence: "Ask us <b>nicely</b>", tags: [] } },
      { evidence: null, card: "", signedBy: [] },
      { evidence: { arms: [{ name: "x" }] } },
    ];
    for (const change of changes) {
      validate(bomOf(change));
      expect(validate.errors).toBeNull();
    }
    expect(validate({ ...bomOf(), specVersion: 17 })).toBe(false);
    expect(bomOf()["specVersion"]).toBe(Version.v1dot7);
    expect(BOM_TYPE).toContain(Version.v1dot7);
  });

  it("makes the same bytes of the same version, and a higher version of what the gate found", () => {
    expect(mlBom({ ...input })).toEqual(mlBom(structuredClone(input)));
    const [before, after] = [bomOf({ gate: null }), bomOf()];
    expect([before["version"], after["version"]]).toEqual([1, 4]);
    expect(before["serialNumber"]).toBe(after["serialNumber"]);
    expect(after["serialNumber"]).toBe("urn:uuid:01234567-89ab-8def-8123-456789abcdef");
  });

  it("says whose figure is whose, what it is not for, what it was made from, and which keys signed", () => {
    const text = JSON.stringify(bomOf());
    for (const part of [
      '{"slice":"claimed by the author: persona","type":"breach_seconds","value":"6"}',
      '{"slice":"verified by the gate: default in flash-crowd, 8 runs","type":"breach_seconds","value":"18"}',
      "Not for batch work.",
      "A surge without a trace.",
      "quarantine: guard-share: Guards hold it back often.",
      '"ancestors":[{"bom-ref":"acme/surge-ready@3#ancestor"',
      '"id":"SHA256:qwertyuiop"',
      '"licenses":[{"license":{"id":"Apache-2.0"}}]',
    ])
      expect(text).toContain(part);
  });
});

/** The schema of CycloneDX 1.7 as its own project publishes it, with the two it refers to. */
function cycloneDx(): ValidateFunction {
  const root = dirname(createRequire(import.meta.url).resolve("@cyclonedx/cyclonedx-library/package.json"));
  const read = (name: string) =>
    JSON.parse(readFileSync(join(root, "res/schema", `${name}.SNAPSHOT.schema.json`), "utf8")) as Record<
      string,
      unknown
    >;
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  // Formats beyond those of ajv-formats; of both only ASCII is written here.
  ajv.addFormat("iri-reference", /^[^\s<>"{}|\\^`]*$/);
  ajv.addFormat("idn-email", /^[^@\s]+@[^@\s]+$/);
  for (const name of ["spdx", "jsf-0.82", "cryptography-defs"])
    ajv.addSchema(read(name), `http://cyclonedx.org/schema/${name}.SNAPSHOT.schema.json`);
  return ajv.compile(read("bom-1.7"));
}
