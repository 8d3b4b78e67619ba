import * as fc from "fast-check";
import { expect, test } from "vitest";
import { allocate } from "./allocate.ts";

const weights = fc
  .array(fc.integer({ min: 0, max: 1_000_000_000 }), { minLength: 1, maxLength: 6 })
  .filter((all) => all.some((weight) => weight > 0));

test("allocate gives parts that add up, each within a unit of its exact share", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), weights, (amount, all) => {
      const parts = allocate(amount, all);
      const total = all.reduce((sum, weight) => sum + weight, 0);
      expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(amount));
      for (const [index, part] of parts.entries()) {
        const exact = BigInt(amount) * BigInt(all[index] ?? 0);
        const off = BigInt(part) * BigInt(total) - exact;
        expect(off < BigInt(total) && off > -BigInt(total)).toBe(true);
      }
    }),
  );
});

test("allocate gives a weight of zero nothing", () => {
  expect(allocate(100, [1, 0, 2])).toEqual([33, 0, 67]);
});

test.each([
  [1, [0, 0]],
  [1, [2, -1]],
  [0.5, [1]],
])("allocate refuses %d over %j", (amount, all) => {
  expect(() => allocate(amount, all)).toThrow(RangeError);
});
