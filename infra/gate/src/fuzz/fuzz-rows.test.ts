import { describe, expect, it } from "vitest";
import { plainManifest } from "../testing/small-persona.fixture.ts";
import { fuzzRows } from "./fuzz-rows.ts";
import { difference, sameBytes } from "./policy-answers.ts";

const surge = {
  name: "surge",
  when: { signal: "request_rate", comparison: ">", threshold: 300, for_s: 0, hysteresis: 20 },
  // oxlint-disable-next-line unicorn/no-thenable -- a trigger's own word; it is never awaited
  then: { kind: "safe" },
} as const;

describe("fuzzRows", () => {
  const { rows, typical } = fuzzRows({ ...plainManifest, triggers: [surge] }, 3);

  it("is the same for the same seed", () => {
    expect(fuzzRows({ ...plainManifest, triggers: [surge] }, 3).rows).toEqual(rows);
    expect(typical).toBeLessThan(rows.length);
  });

  it("never hands a policy what is not finite: it is missing", () => {
    for (const { row } of rows) expect(row.every(Number.isFinite)).toBe(true);
    const missing = rows.find(({ what }) => what === "request_rate at NaN");
    expect([missing?.row[0], missing?.row[1]]).toEqual([0, 0]);
  });

  it("stands on both sides of where a trigger fires and lets go", () => {
    const at = rows.filter(({ what }) => what.startsWith("trigger surge")).map(({ row }) => row[0] ?? 0);
    for (const edge of [280, 300]) {
      expect(at.some((value) => value < edge && value > edge - 1)).toBe(true);
      expect(at.some((value) => value > edge && value < edge + 1)).toBe(true);
    }
  });
});

describe("difference", () => {
  it("is measured against one or the value itself, and is without bound for what is not finite", () => {
    expect(difference(Float32Array.of(0.5, 200), Float32Array.of(0.25, 201))).toBeCloseTo(0.25);
    expect(difference(Float32Array.of(Number.NaN), Float32Array.of(0))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("sameBytes", () => {
  it("tells 0 from -0 and lets NaN be NaN", () => {
    expect(sameBytes(Float32Array.of(0), Float32Array.of(-0))).toBe(false);
    expect(sameBytes(Float32Array.of(Number.NaN), Float32Array.of(Number.NaN))).toBe(true);
  });
});
