import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributeSchema, isValueOf, type NumericAttribute } from "./attribute.ts";
import { encodeConfiguration, encodedWidth, fromUnit, toUnit } from "./attribute-encoding.ts";
import { sampleManifest } from "./sample-bundle.fixture.ts";

const everyone = { scope: "fleet", cost: "hot", weight: 1 } as const;
const number: NumericAttribute = {
  ...everyone,
  name: "max_connections",
  kind: "integer",
  min: 1,
  max: 16,
  unit: "",
  scale: "log",
  default: 2,
  safe: 2,
};
const category = {
  ...everyone,
  name: "mode",
  kind: "categorical",
  choices: ["a", "b"],
  ordered: false,
  default: "a",
  safe: "a",
};

describe("attributeSchema", () => {
  it.each([
    ["an upside-down range", { ...number, min: 16, max: 1 }],
    ["a log scale through zero", { ...number, min: 0 }],
    ["fractional integer bounds", { ...number, min: 1.5 }],
    ["a default outside the range", { ...number, default: 17 }],
    ["a safe value that is not whole", { ...number, safe: 2.5 }],
    ["infinity", { ...number, kind: "continuous", max: Infinity }],
    ["a choice named twice", { ...category, choices: ["a", "a"] }],
    ["a default nobody can choose", { ...category, default: "c" }],
    ["a boolean with a word for its default", { ...everyone, name: "x", kind: "boolean", default: "on", safe: false }],
    ["a field of another kind", { ...category, min: 0 }],
    ["a name every object inherits", { ...number, name: "constructor" }],
    ["a name with capitals", { ...number, name: "maxConnections" }],
  ])("attributeSchema refuses %s", (_, attribute) => {
    expect(attributeSchema.safeParse(attribute).success).toBe(false);
  });

  it("attributeSchema accepts standard and namespaced names", () => {
    expect(attributeSchema.safeParse(number).success).toBe(true);
    expect(attributeSchema.safeParse({ ...category, name: "acme/warm_pool" }).success).toBe(true);
  });
});

describe("toUnit and fromUnit", () => {
  const numeric = fc
    .record({
      min: fc.double({ min: 0.01, max: 100, noNaN: true }),
      span: fc.double({ min: 0.01, max: 1e4, noNaN: true }),
    })
    .map(({ min, span }): NumericAttribute => ({
      ...number,
      kind: "continuous",
      min,
      max: min + span,
      default: min,
      safe: min,
    }));

  it("toUnit is undone by fromUnit on both scales", () => {
    fc.assert(
      fc.property(
        numeric,
        fc.constantFrom("linear", "log"),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (base, scale, unit) => {
          const attribute = { ...base, scale };
          expect(toUnit(attribute, fromUnit(attribute, unit))).toBeCloseTo(unit, 6);
        },
      ),
    );
  });

  it("fromUnit stays inside the range and whole for integers, whatever it is given", () => {
    fc.assert(fc.property(fc.double({ noNaN: true }), (unit) => isValueOf(number, fromUnit(number, unit))));
  });
});

describe("encodeConfiguration", () => {
  it("encodeConfiguration puts numbers on the unit interval and categories one-hot, in order", () => {
    const row = encodeConfiguration(sampleManifest.attributes, { cpu_allocation: 0.3, caching_strategy: "micro" });
    expect([...row]).toEqual([1, 0, 1, 0]);
    expect(row).toHaveLength(encodedWidth(sampleManifest.attributes));
  });

  it("encodeConfiguration reads a value nobody gave as the default", () => {
    expect([...encodeConfiguration(sampleManifest.attributes, {})]).toEqual([0.5, 0, 0, 1].map(Math.fround));
  });
});
