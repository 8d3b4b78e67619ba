import { describe, expect, it } from "vitest";
import { powerCurve, unitsFor } from "./power-points.ts";

describe("powerCurve", () => {
  const chosen = { units: 20, effect: 0.2 };

  it("goes through what was calculated and falls with the root", () => {
    const curve = powerCurve(chosen, 0.2);
    for (const { units, effect } of curve) expect(effect).toBeCloseTo(0.2 * Math.sqrt(20 / units), 12);
    expect(curve.at(-1)?.units).toBe(30);
  });

  it("reaches to where the wanted effect is found, within reason", () => {
    expect(powerCurve(chosen, 0.1).at(-1)?.units).toBeCloseTo(92);
    expect(powerCurve(chosen, 0.001).at(-1)?.units).toBe(240);
  });

  it("unitsFor half the effect are four times as many", () => {
    expect(unitsFor(chosen, 0.1)).toBeCloseTo(80);
  });
});
