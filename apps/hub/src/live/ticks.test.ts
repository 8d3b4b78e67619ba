import { describe, expect, it } from "vitest";
import { signalFigure, span } from "./figures.ts";
import { ceiling, timeTicks, valueTicks } from "./ticks.ts";

describe("timeTicks", () => {
  it("timeTicks are round moments, no denser than there is room", () => {
    expect(timeTicks(7_000, 127_000, 600, 100)).toEqual([30_000, 60_000, 90_000, 120_000]);
    expect(timeTicks(0, 3_600_000, 300, 100)).toEqual([0, 1_800_000, 3_600_000]);
  });
});

describe("valueTicks", () => {
  it.each([
    [300, 4, [100, 200, 300]],
    [1.15, 3, [0.5, 1]],
    [0, 3, []],
  ])("valueTicks up to %d are round", (max, count, ticks) => {
    expect(valueTicks(max, count)).toEqual(ticks);
  });
});

describe("ceiling", () => {
  it("ceiling stays above every value and never below its floor", () => {
    expect(ceiling([null, undefined, 10], 100)).toBe(100);
    expect(ceiling([null, 1000], 100)).toBeCloseTo(1120);
  });
});

describe("figures", () => {
  it.each([
    ["request_rate.forecast_1m", 260.4, "260 /s"],
    ["error_rate", 0.0002, "0.02 %"],
    ["latency_p95", 84.4, "84 ms"],
    ["cache_hit_ratio", 0.634, "63 %"],
  ])("signalFigure reads %s with its unit", (name, value, figure) => {
    expect(signalFigure(name, value)).toBe(figure);
  });

  it.each([
    [40_000, "40 s"],
    [300_000, "5 min"],
    [3_600_000, "1 h"],
    [5_400_000, "1 h 30 min"],
  ])("span says %i ms as people do", (ms, words) => {
    expect(span(ms)).toBe(words);
  });
});
