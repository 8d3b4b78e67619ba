import { exportPolicy, policyLayout, type PolicySpec } from "@fleet-persona/learning";
import {
  gateReportSchema,
  gateSeriesSchema,
  keyPairFromSeed,
  manifestSchema,
  type Manifest,
} from "@fleet-persona/persona";
import { sealReferencePersona } from "@fleet-persona/reference-personas";
import { afterEach, describe, expect, it } from "vitest";
import { GATE_SCENARIOS } from "./behaviour/gate-scenarios.ts";
import { GateError } from "./gate-error.ts";
import { runGate } from "./run-gate.ts";
import { childrenLeft } from "./testing/children-left.fixture.ts";
import { body, boolInitializer, endless, policyBytes } from "./testing/onnx-bytes.fixture.ts";
import { bundleOf, smallManifest } from "./testing/small-persona.fixture.ts";

const reference = await sealReferencePersona("flash-sale", [keyPairFromSeed(new Uint8Array(32).fill(3))]);
const manifest: Manifest = manifestSchema.parse(JSON.parse(new TextDecoder().decode(reference.get("persona.json"))));
const codes = (report: { readonly reasons: readonly { readonly code: string }[] }) =>
  report.reasons.map(({ code }) => code);

afterEach(() => expect(childrenLeft()).toEqual([]));

/** A policy that always wants as little as there is: no cores, no cache, as few servers as may be. */
function shrinking(): Uint8Array {
  const spec: PolicySpec = { attributes: manifest.attributes, inputs: manifest.policy.inputs.signals, hidden: [4] };
  const layout = policyLayout(spec);
  const heads = spec.attributes.flatMap((each) =>
    each.kind === "categorical" ? each.choices.map((_, at) => (at === 0 ? 8 : -8)) : [-8],
  );
  const weights = layout.flatMap(({ name, dims }) => {
    const size = dims.reduce((product, dim) => product * dim, 1);
    return name === "heads.bias" ? [...heads, 0] : Array.from({ length: size }, () => 0);
  });
  return exportPolicy(spec, Float32Array.from(weights));
}

describe("runGate", () => {
  it("judges a reference Persona: the same report twice, within the contract, nothing rejected", async () => {
    const seen: string[] = [];
    const first = await runGate(reference, { runs: 32, onProgress: ({ stage }) => seen.push(stage) });
    const report = gateReportSchema.parse(first.report);
    expect(report.verdict).not.toBe("rejected");
    expect(report.confidence).toBeGreaterThan(0.5);
    expect(report.behaviour?.deterministic).toBe(true);
    expect(report.behaviour?.fuzzing.failures).toEqual([]);
    expect(report.behaviour?.scenarios.map(({ name }) => name)).toEqual(GATE_SCENARIOS);
    expect(first.series.map((each) => gateSeriesSchema.parse(each)).length).toBe(4 * GATE_SCENARIOS.length);
    expect([...new Set(seen)]).toEqual(["sandbox", "fuzzing", "scenarios"]);

    const again = await runGate(reference, { runs: 32 });
    expect(again.report.behaviour?.scenarios).toEqual(report.behaviour?.scenarios);
    expect(again.series).toEqual(first.series);
  });

  it("does not let a policy pass that always shrinks, and says why", async () => {
    const { files: _files, ...draft } = manifest;
    const { report } = await runGate(bundleOf(shrinking(), draft), { runs: 32 });
    expect(report.verdict).toBe("rejected");
    expect(codes(report)).toContain("far-worse-than-both");
  });

  it("never runs a model that was refused", async () => {
    const finding = { code: "no-loops", path: "graph.node[0] (Loop)", message: "Loops are not allowed." };
    const { report, series } = await runGate(reference, {
      checkModel: () => ({ verdict: "refused", findings: [finding], facts: null }),
    });
    expect(gateReportSchema.parse(report)).toMatchObject({ verdict: "rejected", behaviour: null, confidence: 0 });
    expect([codes(report), series]).toEqual([["model-refused"], []]);
  });

  it("rejects a model that never comes to an end, and judges the next one", async () => {
    const loop = { op: "Loop", from: ["", "on_and_on", "signals"], to: ["y"], attributes: [body(endless)] };
    const { report } = await runGate(bundleOf(policyBytes([loop], [boolInitializer("on_and_on", true)])), {
      limits: { requestMs: 2_000 },
    });
    expect([report.verdict, codes(report), report.behaviour]).toEqual(["rejected", ["out-of-time"], null]);
    const honest = policyBytes([{ op: "Sigmoid", from: ["signals"], to: ["y"] }]);
    expect((await runGate(bundleOf(honest), { runs: 1 })).report.behaviour).not.toBeNull();
  });

  it("rejects a model that throws dice", async () => {
    const dice = policyBytes([
      { op: "RandomNormalLike", from: ["signals"], to: ["noise"] },
      { op: "Sigmoid", from: ["noise"], to: ["y"] },
    ]);
    const { report } = await runGate(bundleOf(dice), { runs: 1 });
    expect([report.verdict, report.behaviour?.deterministic]).toEqual(["rejected", false]);
    expect(codes(report)).toContain("not-deterministic");
  });

  it("rejects answers that are not finite, and finds out who looks at what is absent", async () => {
    const root = policyBytes([{ op: "Log", from: ["signals"], to: ["y"] }]);
    expect(codes((await runGate(bundleOf(root), { runs: 1 })).report)).toContain("outputs-invalid");
    const unmasked = policyBytes([{ op: "Sigmoid", from: ["signals"], to: ["y"] }]);
    expect(codes((await runGate(bundleOf(unmasked), { runs: 1 })).report)).toContain("fuzzing-failed");
  });

  it("finds a trigger that throws the configuration back and forth", async () => {
    const when = { signal: "request_rate", comparison: ">", threshold: 190, for_s: 0, hysteresis: 0 } as const;
    const flapping: Omit<Manifest, "files"> = {
      ...smallManifest,
      adaptation: { ...smallManifest.adaptation, cooldown_s: { grow: 0, shrink: 0 } },
      // oxlint-disable-next-line unicorn/no-thenable -- a trigger's own word; it is never awaited
      triggers: [{ name: "surge", when, then: { kind: "pin", attribute: "cpu_allocation", value: 0.3 } }],
    };
    const least = policyBytes([{ op: "Neg", from: ["signals"], to: ["y"] }]);
    const { report } = await runGate(bundleOf(least, flapping), { runs: 1 });
    expect(report.behaviour?.fuzzing.failures.join()).toContain("trigger surge");
  });

  it("stops at once when it is told to", async () => {
    const stop = new AbortController();
    const gate = runGate(reference, {
      signal: stop.signal,
      onProgress: ({ stage }) => stage === "scenarios" && stop.abort(new TypeError("enough")),
    });
    await expect(gate).rejects.toThrow("enough");
  });

  it("says what is wrong with a bundle that is none", async () => {
    const other = new Map([...reference, ["policy.onnx", Uint8Array.of(1)] as const]);
    await expect(runGate(other)).rejects.toThrow(GateError);
    await expect(runGate(new Map())).rejects.toMatchObject({ code: "bundle-unreadable" });
  });
});
