import type { InputSignal } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { inputRange } from "./input-range.ts";

const input = (p01: number, p99: number): InputSignal => ({
  name: "request_rate",
  family: "performance",
  unit: "1/s",
  window_s: 5,
  staleness_s: 5,
  required: true,
  distribution: { mean: (p01 + p99) / 2, standard_deviation: (p99 - p01) / 4, p01, p99 },
});

describe("inputRange", () => {
  it.each([
    [100, 400, 250],
    [0, 0, 0],
    [-20, 20, 500],
    [0.001, 0.002, null],
  ])("holds training's %d to %d and the value then (%s)", (p01, p99, then) => {
    const { min, max, step, trained } = inputRange(input(p01, p99), then);
    expect(min).toBeLessThanOrEqual(Math.min(p01, then ?? p01));
    expect(max).toBeGreaterThanOrEqual(Math.max(p99, then ?? p99));
    expect(step).toBeGreaterThan(0);
    expect(trained.from).toBeGreaterThanOrEqual(0);
    expect(trained.to).toBeLessThanOrEqual(1);
  });

  it("does not go below zero where training never did", () => {
    expect(inputRange(input(100, 400), 250).min).toBe(0);
  });
});
