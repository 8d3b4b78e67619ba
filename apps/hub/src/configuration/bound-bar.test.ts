import type { Attribute } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { boundBar } from "./bound-bar.ts";

const cores: Attribute = {
  name: "cpu_allocation",
  kind: "continuous",
  min: 0,
  max: 2,
  unit: "cores",
  scale: "linear",
  default: 1,
  safe: 1,
  scope: "host",
  cost: "hot",
  weight: 1,
};
const host = { scope: "host" } as const;

describe("boundBar", () => {
  it("spans the attribute's own range, whatever is set or allowed", () => {
    const declared = { ...host, bounds: { min: 0.5, max: 1 }, value: 3 };
    expect(boundBar(cores, { declared, now: [1, 1.5] })).toEqual({
      allowed: { from: 0.25, to: 0.5 },
      now: [0.5, 0.75],
      safe: 1,
      ends: [0, 2],
    });
  });

  it("spans what is known where no Persona says the range", () => {
    expect(boundBar(undefined, { declared: { ...host, bounds: { min: 2, max: 4 } }, now: [3] })).toEqual({
      allowed: { from: 0, to: 1 },
      now: [0.5],
      safe: null,
      ends: [2, 4],
    });
    expect(boundBar(undefined, { declared: host, now: [3] })).toBeNull();
  });

  it("is no bar for choices", () => {
    const choice = { ...cores, kind: "categorical", choices: ["a", "b"], ordered: false } as unknown as Attribute;
    expect(boundBar(choice, { declared: host, now: ["a"] })).toBeNull();
  });
});
