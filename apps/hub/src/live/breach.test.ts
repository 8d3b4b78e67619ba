import { describe, expect, it } from "vitest";
import { breachIntervals, breachSeconds } from "./breach.ts";

const objective = { p95Ms: 150, errorRate: 0.01 };
const samples = (...pairs: [at: number, value: number | null][]) => pairs.map(([at, value]) => ({ at, value }));

describe("breachIntervals", () => {
  it("breachIntervals joins neighbouring seconds and counts a second broken twice once", () => {
    const latency = samples([1013, 151], [2013, 400], [3013, 150], [7013, 200]);
    const errors = samples([2013, 0.5], [3500, 0.02]);
    expect(breachIntervals(latency, errors, objective)).toEqual([
      { from: 1000, to: 4000 },
      { from: 7000, to: 8000 },
    ]);
  });

  it("breachIntervals does not call a second broken that nobody measured", () => {
    expect(breachIntervals(samples([1000, null]), samples([1000, null]), objective)).toEqual([]);
  });

  it("breachIntervals does not call the limit itself a breach", () => {
    expect(breachIntervals(samples([1000, 150]), samples([1000, 0.01]), objective)).toEqual([]);
  });
});

describe("breachSeconds", () => {
  it("breachSeconds counts only what lies inside the window", () => {
    const intervals = [
      { from: 1000, to: 4000 },
      { from: 7000, to: 8000 },
    ];
    expect(breachSeconds(intervals, 0, 10_000)).toBe(4);
    expect(breachSeconds(intervals, 2000, 7000)).toBe(2);
    expect(breachSeconds([], 0, 10_000)).toBe(0);
  });
});
