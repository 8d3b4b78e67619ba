import { manifestSchema } from "@fleet-persona/persona";
import type { Manifest } from "@fleet-persona/persona";
import { expect, test } from "vitest";
import type { GateState } from "../gate/gate-run.ts";
import { sampleBundle } from "../testing/sample-bundle.fixture.ts";
import { mayAutoApprove } from "./may-auto-approve.ts";
import type { AutoApproval, NextVersion } from "./may-auto-approve.ts";

const manifestOf = (changes: Parameters<typeof sampleBundle>[0]): Manifest =>
  manifestSchema.parse(JSON.parse(Buffer.from(sampleBundle(changes).get("persona.json") ?? []).toString()));

const was = manifestOf({});
const passed: GateState = {
  kind: "judged",
  verdict: "passed",
  reasons: [],
  confidence: 0.7,
  rulesVersion: 1,
  finishedAt: 0,
  runsAgain: false,
};
const next: NextVersion = {
  manifest: manifestOf({ version: 2 }),
  signedBy: ["SHA256:a"],
  gate: passed,
  missingSignals: [],
};
const policy: AutoApproval = { autoApprove: true, pinned: ["SHA256:a"], experimenting: false };
const [attribute] = was.attributes;
const [signal] = was.policy.inputs.signals;
if (attribute === undefined || signal === undefined || attribute.kind !== "continuous") throw new TypeError("sample");
const inputs = { ...was.policy.inputs };

test("mayAutoApprove says yes when the tenant wants it and nothing changed but the model", () => {
  expect(mayAutoApprove(was, next, policy)).toEqual({ kind: "yes" });
});

test("mayAutoApprove says yes when a retrained model saw its signals distributed otherwise", () => {
  const signals = [{ ...signal, distribution: { ...signal.distribution, mean: 150 } }];
  const manifest = manifestOf({ version: 2, policy: { ...was.policy, inputs: { ...inputs, signals } } });
  expect(mayAutoApprove(was, { ...next, manifest }, policy)).toEqual({ kind: "yes" });
});

test.each<[string, Partial<NextVersion>, Partial<AutoApproval>]>([
  ["policy-off", {}, { autoApprove: false }],
  ["experiment-running", {}, { experimenting: true }],
  ["not-newer", { manifest: manifestOf({}) }, {}],
  ["not-newer", { manifest: manifestOf({ version: 2, id: "acme/another" }) }, {}],
  ["gate-not-passed", { gate: { ...passed, verdict: "quarantined" } }, {}],
  ["gate-not-passed", { gate: { kind: "pending" } }, {}],
  ["key-not-pinned", { signedBy: ["SHA256:b"] }, {}],
  ["key-not-pinned", {}, { pinned: [] }],
  [
    "contract-changed",
    {
      manifest: manifestOf({
        version: 2,
        policy: { ...was.policy, inputs: { ...inputs, signals: [{ ...signal, staleness_s: 60 }] } },
      }),
    },
    {},
  ],
  ["contract-changed", { manifest: manifestOf({ version: 2, policy: { ...was.policy, opset: 18 } }) }, {}],
  ["attributes-changed", { manifest: manifestOf({ version: 2, attributes: [{ ...attribute, max: 0.4 }] }) }, {}],
  ["attributes-changed", { manifest: manifestOf({ version: 2, attributes: [{ ...attribute, cost: "restart" }] }) }, {}],
  [
    "triggers-changed",
    {
      manifest: manifestOf({
        version: 2,
        triggers: [
          {
            name: "surge",
            when: { signal: "request_rate", comparison: ">", threshold: 1, for_s: 0, hysteresis: 0 },
            // oxlint-disable-next-line unicorn/no-thenable -- DESIGN's own word (when / then); a trigger is never awaited
            then: { kind: "decide" },
          },
        ],
      }),
    },
    {},
  ],
  [
    "adaptation-changed",
    { manifest: manifestOf({ version: 2, adaptation: { ...was.adaptation, risk_tolerance: 1 } }) },
    {},
  ],
  ["requirements-changed", { manifest: manifestOf({ version: 2, requires: { ...was.requires, engine: 2 } }) }, {}],
  ["confidence-lower", { manifest: manifestOf({ version: 2, confidence_score: 0.5 }) }, {}],
  ["signals-missing", { missingSignals: ["request_rate"] }, {}],
])("mayAutoApprove says no because of %s", (because, change, said) => {
  expect(mayAutoApprove(was, { ...next, ...change }, { ...policy, ...said })).toEqual({
    kind: "no",
    because: [because],
  });
});

test("mayAutoApprove says everything that speaks against a version", () => {
  const manifest = manifestOf({ version: 2, confidence_score: 0.1, attributes: [{ ...attribute, weight: 2 }] });
  const verdict = mayAutoApprove(was, { ...next, manifest, signedBy: [] }, policy);
  expect(verdict).toEqual({ kind: "no", because: ["key-not-pinned", "attributes-changed", "confidence-lower"] });
});
