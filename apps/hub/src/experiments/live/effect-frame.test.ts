import { describe, expect, it } from "vitest";
import type { ExperimentView } from "@fleet-persona/hub-core";
import { experimentView } from "../experiment.fixture.ts";
import { minimumOn, untilOf } from "./effect-frame.ts";

const figure = (mean: number) => ({ units: 4, mean, standardDeviation: 1 });
const figuresWith = (mean: number) =>
  ({
    at: 9_000,
    comparisons: [{ metric: "p95", arm: "calm", control: figure(mean), treated: figure(mean) }],
  }) as unknown as NonNullable<ExperimentView["figures"]>;

describe("minimumOn", () => {
  it.each([
    ["p95", "relative", 0.1],
    ["p95", "absolute", 8],
    ["cores", "relative", null],
  ] as const)("of %s on the %s scale is %s", (metric, scale, minimum) => {
    expect(minimumOn(experimentView({ figures: figuresWith(80) }), metric, scale)).toBe(minimum);
  });
  it.each([[null], [figuresWith(0)]])("means nothing in a unit without the control's value", (figures) => {
    expect(minimumOn(experimentView({ figures }), "p95", "absolute")).toBeNull();
  });
});

describe("untilOf", () => {
  const at = (moment: number) => ({ at: moment }) as never;
  it.each([
    [{ startedAt: 0, endedAt: null }, [], 9_000],
    [{ startedAt: 0, endedAt: null }, [at(12_000)], 12_000],
    [{ startedAt: 0, endedAt: 20_000 }, [at(12_000)], 20_000],
    [{ startedAt: 50_000, endedAt: null }, [], 51_000],
  ])("of %j", (over, points, until) => {
    expect(untilOf(experimentView({ ...over, figures: figuresWith(1) }), { points })).toBe(until);
  });
});
