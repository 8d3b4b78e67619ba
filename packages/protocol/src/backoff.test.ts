import * as fc from "fast-check";
import { expect, it } from "vitest";
import { fullJitter } from "./backoff.ts";

it("fullJitter stays below the doubled wait and the cap", () => {
  const settings = { baseMs: 500, capMs: 30_000 };
  fc.assert(
    fc.property(fc.nat(2000), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (attempt, chance) => {
      const wait = fullJitter(settings, attempt, chance);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(Math.min(settings.capMs, settings.baseMs * 2 ** Math.min(attempt, 30)));
    }),
  );
  expect(fullJitter(settings, 0, 0.5)).toBe(250);
  expect(fullJitter(settings, 99, 0.5)).toBe(15_000);
});
