import type { Attribute } from "@fleet-persona/persona";
import { expect, test } from "vitest";
import { narrowBounds, within } from "./narrow-bounds.ts";

const common = { scope: "fleet", cost: "hot", weight: 1 } as const;
const attributes: readonly Attribute[] = [
  { ...common, name: "cpu", kind: "continuous", min: 0, max: 1, unit: "cores", scale: "linear", default: 0.5, safe: 1 },
  {
    ...common,
    name: "cache",
    kind: "categorical",
    choices: ["off", "micro", "short"],
    ordered: true,
    default: "off",
    safe: "off",
  },
  { ...common, name: "gzip", kind: "boolean", default: false, safe: false },
];

test("narrowBounds keeps what both the reviewer and the fleet allow", () => {
  const asked = { cpu: { min: 0.2, max: 0.9 }, cache: { allowed: ["off", "micro"] }, gzip: { allowed: [true] } };
  const declared = { cpu: { min: 0.3, max: 1 }, cache: { allowed: ["micro", "short"] } };
  expect(narrowBounds(attributes, asked, declared)).toEqual({
    kind: "bounds",
    bounds: { cpu: { min: 0.3, max: 0.9 }, cache: { allowed: ["micro"] }, gzip: { allowed: [true] } },
  });
});

test.each([
  [{ memory: { min: 0, max: 1 } }, {}, "unknown", "memory"],
  [{ cpu: { allowed: ["off"] } }, {}, "mismatch", "cpu"],
  [{ cache: { min: 0, max: 1 } }, {}, "mismatch", "cache"],
  [{ cpu: { min: 0, max: 2 } }, {}, "wider", "cpu"],
  [{ cache: { allowed: ["long"] } }, {}, "wider", "cache"],
  [{ cpu: { min: 0, max: 0.2 } }, { cpu: { min: 0.5, max: 1 } }, "empty", "cpu"],
  [{ cache: { allowed: ["off"] } }, { cache: { allowed: ["short"] } }, "empty", "cache"],
])("narrowBounds of %j on %j is %s", (asked, declared, kind, attribute) => {
  expect(narrowBounds(attributes, asked, declared)).toEqual({ kind, attribute });
});

test("within compares ranges and lists, and never a range with a list", () => {
  expect(within({ min: 1, max: 2 }, { min: 0, max: 2 })).toBe(true);
  expect(within({ min: 1, max: 3 }, { min: 0, max: 2 })).toBe(false);
  expect(within({ allowed: ["a"] }, { allowed: ["a", "b"] })).toBe(true);
  expect(within({ allowed: ["c"] }, { allowed: ["a", "b"] })).toBe(false);
  expect(within({ allowed: ["a"] }, { min: 0, max: 1 })).toBe(false);
});
