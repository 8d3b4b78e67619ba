import {
  defaultReactiveSettings,
  initialMemory,
  step,
  type Decision,
  cooldownsFrom,
  defaultCautions,
  noControls,
} from "@fleet-persona/engine";
import { describe, expect, it } from "vitest";
import { decodeDecisionRecord, decodeEventRecord, encodeRecord, type DecisionRecord } from "./records.ts";

const now = 1_800_000_000_000;

function decide(value: number | undefined): Decision {
  const attribute = { name: "cpu_allocation", scope: "host", cost: "hot", weight: 1, unit: "cores" } as const;
  const range = { kind: "continuous", min: 0.1, max: 0.3, scale: "linear", default: 0.2, safe: 0.3 } as const;
  const distribution = { mean: 130, standard_deviation: 60, p01: 40, p99: 290 };
  const input = { family: "performance", unit: "1/s", window_s: 5, staleness_s: 5, required: true } as const;
  return step(initialMemory(), {
    now,
    signals: { request_rate: value === undefined ? undefined : { value, at: now } },
    config: { cpu_allocation: 0.2 },
    proposal: {
      kind: "policy",
      weights: { cpu_allocation: { kind: "number", mean: 1, standardDeviation: 0.05 } },
      value: 0,
    },
    triggers: [],
    bounds: {},
    controls: noControls,
    settings: {
      mode: "active",
      attributes: [{ ...attribute, ...range }],
      inputs: [{ name: "request_rate", ...input, distribution }],
      claimedConfidence: 0.9,
      confidenceFloor: 0.2,
      adjustmentFactor: 1,
      riskTolerance: 0.3,
      deadband: 0.01,
      ...defaultCautions,
      cooldownMs: cooldownsFrom({ grow: 1000, shrink: 1000 }),
      fallback: "reactive",
      reactive: defaultReactiveSettings,
      safe: { cpu_allocation: 0.3 },
    },
  }).decision;
}

function recordOf(decision: Decision): DecisionRecord {
  return {
    persona: { id: "acme/surge-ready", version: 1, digest: "0".repeat(64) },
    assignmentId: "018f0000-0000-7000-8000-000000000001",
    decision: JSON.parse(JSON.stringify(decision)) as DecisionRecord["decision"],
    explanation: "Because.",
    apply: { kind: "applied", steps: ["cpu_allocation to 0.25"], tookMs: 1.5 },
    tookMs: 0.4,
  };
}

describe("decodeDecisionRecord", () => {
  it.each([
    ["of the policy", 130],
    ["of the fallback, a required signal being absent", undefined],
    ["of the fallback, a required signal being NaN", NaN],
  ])("reads every decision the engine makes: %s", (_, value) => {
    const record = recordOf(decide(value));
    expect(decodeDecisionRecord(encodeRecord(record))).toEqual({ kind: "record", record });
  });

  it.each([
    ["an unknown field", { extra: 1 }],
    ["a decision with no outcome", { decision: {} }],
    ["an apply outcome nobody knows", { apply: { kind: "maybe" } }],
  ])("refuses %s", (_, change) => {
    const payload = encodeRecord({ ...recordOf(decide(130)), ...change } as DecisionRecord);
    expect(decodeDecisionRecord(payload)).toMatchObject({ kind: "malformed", code: "payload-invalid" });
  });
});

describe("decodeEventRecord", () => {
  it.each([
    ["bytes that are no UTF-8", new Uint8Array([0xff, 0xfe])],
    ["nothing", new Uint8Array()],
  ])("refuses %s", (_, payload) => {
    expect(decodeEventRecord(payload)).toMatchObject({ kind: "malformed", code: "payload-invalid" });
  });
});
