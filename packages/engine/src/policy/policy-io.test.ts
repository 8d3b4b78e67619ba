import { describe, expect, it } from "vitest";
import { demoInputs, loadBalancing, cpuAllocation, NOW, observed } from "../testing/demo-situation.ts";
import { parsePolicyOutputs } from "./parse-policy-outputs.ts";
import { policyInputs } from "./policy-inputs.ts";

const attributes = [cpuAllocation, loadBalancing];

function tensors(cpu: number[], algorithm: number[], value: number[] = [0.5]) {
  return {
    "weights.cpu_allocation": Float32Array.from(cpu),
    "weights.load_balancing_algorithm": Float32Array.from(algorithm),
    value: Float32Array.from(value),
  };
}

describe("parsePolicyOutputs", () => {
  it("reads weights by attribute", () => {
    expect(parsePolicyOutputs(attributes, tensors([0.25, 0.125], [0, 0.5, 0.5, 0]))).toStrictEqual({
      kind: "policy",
      weights: {
        cpu_allocation: { kind: "number", mean: 0.25, standardDeviation: 0.125 },
        load_balancing_algorithm: { kind: "choice", probabilities: [0, 0.5, 0.5, 0] },
      },
      value: 0.5,
    });
  });

  it("forgives float32 rounding and clamps it", () => {
    const proposal = parsePolicyOutputs(attributes, tensors([1.0000001, 0], [0.1, 0.2, 0.3, 0.4]));
    expect(proposal).toMatchObject({ kind: "policy", weights: { cpu_allocation: { mean: 1 } } });
  });

  it.each([
    ["NaN", tensors([Number.NaN, 0.1], [1, 0, 0, 0])],
    ["an infinity", tensors([0.5, Number.POSITIVE_INFINITY], [1, 0, 0, 0])],
    ["a mean out of range", tensors([1.2, 0.1], [1, 0, 0, 0])],
    ["a negative deviation", tensors([0.5, -0.1], [1, 0, 0, 0])],
    ["probabilities that do not add up", tensors([0.5, 0.1], [1, 1, 0, 0])],
    ["a NaN probability", tensors([0.5, 0.1], [1, Number.NaN, 0, 0])],
    ["too few choices", tensors([0.5, 0.1], [1, 0, 0])],
    ["a number without deviation", tensors([0.5], [1, 0, 0, 0])],
    ["a value that is not finite", tensors([0.5, 0.1], [1, 0, 0, 0], [Number.NaN])],
    ["no value", tensors([0.5, 0.1], [1, 0, 0, 0], [])],
    ["a missing attribute", { value: Float32Array.of(0), "weights.cpu_allocation": Float32Array.of(0.5, 0.1) }],
  ])("refuses %s as a whole", (_case, outputs) => {
    expect(parsePolicyOutputs(attributes, outputs)).toStrictEqual({
      kind: "unavailable",
      because: "policy-output-invalid",
    });
  });
});

describe("policyInputs", () => {
  it("masks what is missing, stale or not finite and never passes it as a value", () => {
    const signals = {
      ...observed({ request_rate: 120, latency_p95: Number.NaN }),
      ...observed({ "request_rate.forecast_1m": 130 }, NOW - 6_000),
    };
    const row = policyInputs(demoInputs, signals, NOW);
    expect([...row.signals]).toStrictEqual([120, 0, 0, 0]);
    expect([...row.present]).toStrictEqual([1, 0, 0, 0]);
  });
});
