import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { smallFleet, smallSpread } from "../testing/small-fleet.ts";
import { randomisedScenarios, type ScenarioSpread } from "./random-scenarios.ts";

const points = Array.from({ length: 601 }, (_, t) => ({ t, rate: 50 + (t % 60) }));
const spread: ScenarioSpread = {
  ...smallSpread,
  traces: [{ name: "sawtooth", points }],
  scale: { min: 0.5, max: 2 },
  service: { min: 0.8, max: 1.3 },
  servers: { min: 2, max: 6, sizeSpread: 0.4 },
  faultShare: 0.5,
  roughness: { min: 0.01, max: 0.08 },
};

describe("randomisedScenarios", () => {
  it("draws the same scenario for the same seed, from JSON alone", () => {
    const copy = JSON.parse(JSON.stringify(spread)) as ScenarioSpread;
    expect(randomisedScenarios(copy)(4)).toEqual(randomisedScenarios(spread)(4));
    expect(randomisedScenarios(spread)(5)).not.toEqual(randomisedScenarios(spread)(4));
  });

  it("draws fleets that hang together", () => {
    const draw = randomisedScenarios(spread);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const { fleet, traffic, faults = [], seconds } = draw(seed);
        const { servers, attributes } = fleet;
        expect(servers.reduce((sum, { size }) => sum + size, 0) / servers.length).toBeCloseTo(1);
        const active = attributes.find(({ name }) => name === "active_servers");
        expect(active).toMatchObject({ max: servers.length, default: servers.length });
        expect(traffic.points.every(({ rate }) => rate >= 0 && rate < 6_000)).toBe(true);
        expect(traffic.points.at(-1)?.t).toBeGreaterThanOrEqual(seconds);
        for (const fault of faults) if ("server" in fault) expect(fault.server).toBeLessThan(servers.length);
        const factor = (fleet.classes[0]?.service.mean ?? 0) / (smallFleet.classes[0]?.service.mean ?? 1);
        expect(factor).toBeGreaterThanOrEqual(0.8);
        expect(factor).toBeLessThanOrEqual(1.3);
      }),
      { numRuns: 100 },
    );
  });

  it("draws traffic that sometimes outgrows calm, from traces and shapes alike", () => {
    const draw = randomisedScenarios({ ...spread, scale: { min: 1, max: 1 }, traceShare: 0.5 });
    const peaks = Array.from({ length: 40 }, (_, seed) => {
      const { traffic, fleet } = draw(seed);
      return (Math.max(...traffic.points.map(({ rate }) => rate)) * smallFleet.servers.length) / fleet.servers.length;
    });
    expect(peaks.some((peak) => peak > 140)).toBe(true);
    expect(peaks.some((peak) => peak < 115)).toBe(true);
  });

  it.each([
    ["a range that falls", { calm: { min: 80, max: 60 } }, "calm runs from 80 to 60"],
    ["a rate that is none", { peak: { min: 1, max: Number.NaN } }, "peak runs from 1 to NaN"],
    ["a warm-up without end", { warmupS: 60 }, "ends within its warm-up"],
    ["an empty trace", { traces: [{ name: "nothing", points: [] }] }, "the trace nothing has fewer than two points"],
    ["a fleet of one", { servers: { min: 1, max: 2, sizeSpread: 0 } }, "from 2 up"],
  ])("refuses %s", (_what, changed, words) => {
    expect(() => randomisedScenarios({ ...spread, ...changed })).toThrow(words);
  });
});
