import { describe, expect, test } from "vitest";
import { benchResult, pairedRatio } from "./result.ts";

test("benchResult says whether a target in either direction was met", () => {
  expect(benchResult({ name: "a", value: 3, unit: "s", target: { atMost: 2 } }).met).toBe(false);
  expect(benchResult({ name: "a", value: 3, unit: "s", target: { atLeast: 2 } }).met).toBe(true);
  expect(benchResult({ name: "a", value: 3, unit: "s", target: null }).met).toBeNull();
  const lowAbove = { name: "a", value: 3, unit: "ratio", target: { lowAbove: 0 } };
  expect(benchResult({ ...lowAbove, low: 0.1, high: 6 }).met).toBe(true);
  expect(benchResult({ ...lowAbove, low: -0.1, high: 6 }).met).toBe(false);
  expect(benchResult(lowAbove).met).toBe(false);
});

describe("pairedRatio", () => {
  test("pairedRatio of equal arms is one with an interval around it", () => {
    const { value, low, high } = pairedRatio([
      { ours: 10, theirs: 11 },
      { ours: 11, theirs: 10 },
      { ours: 10, theirs: 10 },
    ]);
    expect(value).toBeCloseTo(1);
    expect(low).toBeLessThan(1);
    expect(high).toBeGreaterThan(1);
  });

  test("pairedRatio of constant halves has a closed interval at a half", () => {
    const { value, low, high } = pairedRatio([
      { ours: 5, theirs: 10 },
      { ours: 6, theirs: 12 },
    ]);
    expect([value, low, high].map((x) => x.toFixed(6))).toEqual(["0.500000", "0.500000", "0.500000"]);
  });
});
