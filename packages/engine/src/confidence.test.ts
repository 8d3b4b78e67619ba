import { describe, expect, it } from "vitest";
import { liveConfidence } from "./confidence.ts";
import type { SignalProblem } from "./signals.ts";
import type { Proposal } from "./proposal.ts";
import { choice, cpuAllocation, inputSignal, loadBalancing, number, policySays } from "./testing/demo-situation.ts";

const inputs = [inputSignal("a", 100, true), inputSignal("b", 100, false), inputSignal("c", 100, false)];

function confidence(readings: readonly (number | SignalProblem)[], proposal: Proposal = policySays({})) {
  return liveConfidence({ claimed: 0.9, attributes: [cpuAllocation, loadBalancing], inputs, readings, proposal });
}

describe("liveConfidence", () => {
  it("is the claim where everything is usual, present and decided", () => {
    expect(confidence([100, 120, 80]).total).toBe(0.9);
  });

  it("falls the further the inputs lie from the training distribution, one strange signal less than several", () => {
    const distances = [[120], [140], [160], [1e9]].map(([a = 0]) => confidence([a, 100, 100]).distance);
    expect(distances).toStrictEqual([1, 1 / (1 + 4 / 3), 1 / (1 + 16 / 3), 1 / (1 + 16 / 3)]);
    expect(confidence([1e9, 1e9, 1e9]).distance).toBeLessThan(0.06);
  });

  it("loses half with every optional signal gone, and everything with every signal gone", () => {
    expect(confidence([100, "missing", 100]).missing).toBe(0.75);
    expect(confidence([100, "stale", "not-finite"]).missing).toBe(0.5);
    expect(confidence(["missing", "missing", "missing"]).total).toBe(0);
  });

  it("loses everything when the policy's weights are as good as a guess", () => {
    const guess = policySays({
      cpu_allocation: number(0.5, 1),
      load_balancing_algorithm: choice(0.25, 0.25, 0.25, 0.25),
    });
    expect(confidence([100, 100, 100], guess).entropy).toBeCloseTo(0);
    const sure = policySays({
      cpu_allocation: number(0.5, 0.05),
      load_balancing_algorithm: choice(0.01, 0.97, 0.01, 0.01),
    });
    expect(confidence([100, 100, 100], sure).entropy).toBeGreaterThan(0.95);
  });

  it("is nothing without a proposal", () => {
    expect(confidence([100, 100, 100], { kind: "unavailable", because: "no-policy" }).total).toBe(0);
  });
});
