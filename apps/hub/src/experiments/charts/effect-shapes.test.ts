import { describe, expect, it } from "vitest";
import type { ExperimentSeriesPoint } from "@fleet-persona/hub-core";
import { effectAxis, effectShapes, pointAt, pointsOf } from "./effect-shapes.ts";

const interval = (estimate: number, half: number) => ({ estimate, low: estimate - half, high: estimate + half });
const point = (at: number, stage: number, half: number): ExperimentSeriesPoint => ({
  at,
  stage,
  arm: "b",
  absolute: interval(-3, half),
  relative: stage === 1 ? null : interval(-0.3, half / 10),
  p: 0.2,
  chanceToWin: 0.8,
  units: [4, 4],
});
const series = [point(0, 1, 50), point(10, 1, 20), point(20, 2, 6), point(30, 2, 4), point(40, 2, 3)];

describe("effect-shapes", () => {
  it("pointsOf leaves out other arms and what has no share of the control", () => {
    expect(pointsOf(series, "b", "relative").map(({ at }) => at)).toEqual([20, 30, 40]);
    expect(pointsOf(series, "b", "absolute")).toHaveLength(5);
    expect(pointsOf(series, "c", "absolute")).toEqual([]);
  });

  it("effectAxis keeps nothing and the smallest effect in sight and lets the first looks run out", () => {
    const axis = effectAxis(pointsOf(series, "b", "absolute"), [-15, 15], [100, 0]);
    const [first, last] = [axis.ticks[0] ?? 0, axis.ticks.at(-1) ?? 0];
    expect(first).toBeLessThanOrEqual(-15);
    expect(last).toBeGreaterThanOrEqual(15);
    expect(first).toBeGreaterThan(-53);
  });

  it("effectAxis of nothing measured has room around nothing", () => {
    const axis = effectAxis([], [], [100, 0]);
    expect(axis.at(0)).toBeGreaterThan(0);
    expect(axis.at(0)).toBeLessThan(100);
  });

  it("effectShapes breaks where a stage begins", () => {
    const shapes = effectShapes(pointsOf(series, "b", "absolute"), { x: (at) => at, y: (value) => value });
    expect(shapes.lines).toEqual(["M0.0 -3.0L10.0 -3.0", "M20.0 -3.0L30.0 -3.0L40.0 -3.0"]);
    expect(shapes.bands[0]).toBe("M0.0 47.0L10.0 17.0L10.0 -23.0L0.0 -53.0Z");
  });

  it.each([
    [-5, 0],
    [25, 20],
    [99, 40],
  ])("pointAt %d is the one of %d", (at, found) => {
    expect(pointAt(pointsOf(series, "b", "absolute"), at)?.at).toBe(found);
  });

  it("pointAt nothing is nothing", () => {
    expect(pointAt([], 3)).toBeNull();
  });
});
