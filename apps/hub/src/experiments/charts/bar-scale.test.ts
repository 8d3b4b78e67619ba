import { describe, expect, it } from "vitest";
import { barScale } from "./bar-scale.ts";

const interval = (low: number, high: number) => ({ estimate: (low + high) / 2, low, high });

describe("barScale", () => {
  it("holds every interval where they are of a kind", () => {
    expect(barScale([interval(-0.4, -0.1), interval(-0.2, 0.3)], 0.05).reach).toBe(0.4);
  });
  it("is not blown up by one that has hardly begun to close", () => {
    expect(barScale([interval(-0.1, 0.1), interval(-0.1, 0.2), interval(-90, 90)], 0.05).reach).toBeLessThan(1);
  });
  it("of nothing is what it is at least", () => {
    expect(barScale([], 0.05).reach).toBe(0.05);
  });
});
