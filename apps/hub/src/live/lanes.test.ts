import type { Attribute } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { allowedHeights, heightOf, nameFits, runsOf, stepPath, timeOf, xOf } from "./lanes.ts";

const cores: Attribute = {
  name: "cpu_allocation",
  kind: "continuous",
  scope: "host",
  cost: "hot",
  weight: 1,
  min: 0,
  max: 4,
  unit: "cores",
  scale: "linear",
  default: 1,
  safe: 1,
};
const domain = { from: 0, to: 100 };

describe("runsOf", () => {
  it("runsOf holds a value until the next, joins equal ones and stops at what is known", () => {
    const samples = [
      { at: -10, value: "off" },
      { at: 20, value: "off" },
      { at: 40, value: "micro" },
    ];
    expect(runsOf(samples, domain, 80)).toEqual([
      { from: 0, to: 40, value: "off" },
      { from: 40, to: 80, value: "micro" },
    ]);
  });

  it("runsOf leaves a hole where a series says null", () => {
    const samples = [
      { at: 0, value: 1 },
      { at: 10, value: null },
      { at: 30, value: 1 },
    ];
    expect(runsOf(samples, domain, 50)).toEqual([
      { from: 0, to: 10, value: 1 },
      { from: 30, to: 50, value: 1 },
    ]);
  });

  it("runsOf draws nothing outside the window", () => {
    expect(runsOf([{ at: 120, value: 1 }], domain, 200)).toEqual([]);
  });
});

describe("stepPath", () => {
  it("stepPath goes across, then up, and lifts the pen over a hole", () => {
    const runs = [
      { from: 0, to: 50, value: 1 },
      { from: 50, to: 60, value: 2 },
      { from: 80, to: 100, value: 2 },
    ];
    expect(stepPath(runs, { domain, width: 200 }, (value) => 10 - Number(value))).toBe("M0 9H100V8H120M160 8H200");
  });
});

describe("heights", () => {
  it.each([
    [0, 0],
    [1, 0.25],
    [4, 1],
    [9, 1],
  ])("heightOf puts %i cores at %d of the lane", (value, height) => {
    expect(heightOf(cores, value)).toBe(height);
  });

  it("allowedHeights is the whole lane without bounds, and the bounds' part with them", () => {
    expect(allowedHeights(cores, undefined)).toEqual({ low: 0, high: 1 });
    expect(allowedHeights(cores, { kind: "range", min: 1, max: 2 })).toEqual({ low: 0.25, high: 0.5 });
  });
});

describe("xOf", () => {
  it("xOf is undone by timeOf", () => {
    const scale = { domain: { from: 1_000, to: 61_000 }, width: 300 };
    expect(timeOf(scale, xOf(scale, 31_000))).toBe(31_000);
  });
});

describe("nameFits", () => {
  it("nameFits asks for more room for longer names", () => {
    expect(nameFits("off", 40)).toBe(true);
    expect(nameFits("roundrobin", 40)).toBe(false);
  });
});
