import type { Manifest, ModelFacts } from "@fleet-persona/persona";
import { expect, test } from "vitest";
import { differencesOf } from "./differences.ts";
import { sampleManifest, sampleReport, sampleScenario } from "./review-subject.fixture.ts";

const earlier = (manifest: Manifest, report = sampleReport()) => ({ version: 1, manifest, report, inUse: true });
const [cpu, cache] = sampleManifest.attributes;
if (cpu === undefined || cache === undefined || cpu.kind !== "continuous") throw new TypeError("sample");
const facts: ModelFacts = {
  ir_version: 8,
  opset: 17,
  nodes: 20,
  parameters: 900,
  activation_bytes: 100,
  macs: 900,
  operators: { Gemm: 2 },
};

test("differencesOf two versions with another model alone are none", () => {
  expect(differencesOf({ manifest: sampleManifest, report: sampleReport() }, earlier(sampleManifest))).toEqual([]);
});

test("differencesOf says what was added, removed and changed, by what it is about", () => {
  const was: Manifest = {
    ...sampleManifest,
    attributes: [cpu],
    adaptation: { ...sampleManifest.adaptation, risk_tolerance: 0.1 },
  };
  const is: Manifest = { ...sampleManifest, attributes: [{ ...cpu, max: 0.4 }, cache] };
  const model = { verdict: "accepted", findings: [] } as const;
  const before = sampleReport({}, { model: { ...model, findings: [], facts }, confidence: 0.8 });
  const after = sampleReport(
    { guarded: { ...sampleScenario.guarded, breach_seconds: 7 } },
    { model: { ...model, findings: [], facts: { ...facts, parameters: 1_200 } } },
  );
  const groups = differencesOf({ manifest: is, report: after }, earlier(was, before));
  expect(
    groups.map(({ title, differences }) => [title, differences.map(({ kind, what }) => `${kind} ${what}`)]),
  ).toEqual([
    ["Attributes and their ranges", ["changed cpu_allocation", "added caching_strategy"]],
    ["How far and how fast it moves", ["changed Risk tolerance"]],
    ["The model", ["changed Parameters"]],
    ["Measured by the gate", ["changed Confidence", "changed flash crowd"]],
  ]);
  expect(groups[0]?.differences[0]).toMatchObject({
    before: "0.1 to 0.3 cores; default 0.2, safe 0.3, hot, host",
    after: "0.1 to 0.4 cores; default 0.2, safe 0.3, hot, host",
  });
});
