import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CACHE_TTL_S, type CacheStrategy } from "./sizing.ts";
import { expectedHitRatio, truthOf } from "./truth.ts";

test("expectedHitRatio rises with the time that pages are kept and with the rate", () => {
  const ratios = (Object.keys(CACHE_TTL_S) as CacheStrategy[]).map((strategy) => expectedHitRatio(strategy, 180));
  expect(ratios[0]).toBe(0);
  expect(ratios).toEqual([...ratios].sort((a, b) => a - b));
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1000, noNaN: true }), (rate) => {
      expect(expectedHitRatio("short", rate * 2)).toBeGreaterThan(expectedHitRatio("short", rate));
      expect(expectedHitRatio("long", rate)).toBeLessThan(1);
    }),
  );
});

test("truthOf sees what comes", () => {
  const truth = truthOf({
    points: [
      { t: 0, rate: 100 },
      { t: 10, rate: 300 },
      { t: 20, rate: 100 },
    ],
  });
  expect(truth.arrivalRate(0, 5)).toBe(200);
  expect(truth.highestRate(0, 15)).toBe(300);
  expect(truth.coresNeeded("off", 200)).toBeGreaterThan(truth.coresNeeded("long", 200));
});
