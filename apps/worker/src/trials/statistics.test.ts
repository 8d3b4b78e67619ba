import { describe, expect, it } from "vitest";
import { median, quantile, twoSlopes } from "./statistics.ts";

describe("quantile", () => {
  it("takes no notice of what was not observed", () => {
    expect(median([3, Number.NaN, 1, 2])).toBe(2);
    expect(quantile([1, 2, 3, 4], 0.95)).toBe(4);
    expect(median([Number.NaN])).toBeNaN();
  });
});

describe("twoSlopes", () => {
  it.each([
    [2, 0],
    [3, -1.5],
    [-4, 5],
  ])("finds the slopes %d and %d that made the values", (a, b) => {
    const rows = [1, 2, 3, 4, 5].map((x) => ({ x, z: x * (x % 2), y: a * x + b * x * (x % 2) }));
    const found = twoSlopes(rows);
    expect(found.a).toBeCloseTo(a, 6);
    expect(found.b).toBeCloseTo(b, 6);
  });

  it("guesses no second slope where it tells nothing beside the first", () => {
    expect(twoSlopes([1, 2, 3].map((x) => ({ x, z: x / 2, y: 3 * x })))).toEqual({ a: 3, b: 0 });
  });
});
