import { describe, expect, it } from "vitest";
import { changeCount, fromAddress, toAddress, unchanged, type Scenario } from "./scenario.ts";

const scenario: Scenario = {
  signals: { "request_rate.trend": -3.5, latency_p95: null },
  bounds: {
    cpu_allocation: { kind: "range", min: 0.1, max: 0.2 },
    caching_strategy: { kind: "choices", allowed: ["off", "micro"] },
    compression: { kind: "choices", allowed: [true] },
  },
  riskTolerance: 0.3,
  adjustmentFactor: 0,
  confidenceFloor: undefined,
  fallback: "hold",
  pause: "none",
  freeze: true,
  kill: false,
};

describe("fromAddress", () => {
  it("reads back what toAddress wrote", () => {
    expect(fromAddress(new URLSearchParams(toAddress(scenario).toString()))).toEqual(scenario);
  });

  it("takes what it cannot read as unchanged", () => {
    const address = new URLSearchParams("s.a=NaN&b.x=3~1&b.y=~&risk=&fallback=panic&pause=1&freeze=yes&d=1.2.3");
    expect(changeCount(fromAddress(address))).toBe(0);
  });
});

describe("changeCount", () => {
  it("counts each control once", () => {
    expect(changeCount(unchanged)).toBe(0);
    expect(changeCount(scenario)).toBe(11);
  });
});
