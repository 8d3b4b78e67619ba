import { describe, expect, it } from "vitest";
import { extentOf, runsOf, stepLine } from "./lane-shapes.ts";

describe("runsOf", () => {
  it("joins what stays the same and leaves holes where nothing is known", () => {
    expect(runsOf([0, 1, 2, 3, 4], ["a", "a", null, "a", "b"])).toEqual([
      { from: 0, to: 0.5, value: "a" },
      { from: 0.75, to: 1, value: "a" },
      { from: 1, to: 1, value: "b" },
    ]);
  });
});

describe("stepLine", () => {
  it("steps at each change, breaks where nothing is known and stays in its box", () => {
    expect(stepLine([0, 5, 10], [0, 0, 1], { min: 0, max: 1 })).toBe("M0.00000 1.0000H0.50000H1.00000V0.0000");
    expect(stepLine([0, 5, 10], [2, null, -1], { min: 0, max: 1 })).toBe("M0.00000 0.0000M1.00000 1.0000");
  });
});

describe("extentOf", () => {
  it("never is empty", () => {
    expect(extentOf([null, 3, 3])).toEqual({ min: 2, max: 4 });
    expect(extentOf([])).toEqual({ min: 0, max: 1 });
  });
});
