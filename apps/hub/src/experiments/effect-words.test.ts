import { describe, expect, it } from "vitest";
import { differenceFigure, intervalFigure, metricFigure, relativeFigure, relativePhrase } from "./effect-words.ts";

describe("effect-words", () => {
  it.each([
    [84.23, "ms", "84.2 ms"],
    [0.031, "ratio", "3.1 %"],
    [1_234.6, "", "1,235"],
  ])("metricFigure of %d %s is %s", (value, unit, shown) => {
    expect(metricFigure(value, unit)).toBe(shown);
  });

  it.each([
    [-12.4, "ms", "−12.4 ms"],
    [0.004, "ratio", "+0.4 points"],
    [0, "ms", "0 ms"],
  ])("differenceFigure of %d %s is %s", (value, unit, shown) => {
    expect(differenceFigure(value, unit)).toBe(shown);
  });

  it.each([
    [-0.312, "−31 %", "31 % lower"],
    [0.0042, "+0.42 %", "0.42 % higher"],
    [0, "0 %", "the same"],
  ])("relativeFigure and relativePhrase of %d", (share, figure, phrase) => {
    expect([relativeFigure(share), relativePhrase(share)]).toEqual([figure, phrase]);
  });

  it.each([
    ["relative", "ms", "−42 to −18 %"],
    ["absolute", "ratio", "−42 to −18 points"],
    ["absolute", "ms", "−0.42 to −0.18 ms"],
    ["absolute", "", "−0.42 to −0.18"],
  ] as const)("intervalFigure on the %s scale in %j is %s", (scale, unit, shown) => {
    expect(intervalFigure({ estimate: -0.3, low: -0.42, high: -0.18 }, scale, unit)).toBe(shown);
  });
});
