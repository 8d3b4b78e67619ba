import * as fc from "fast-check";
import { expect, test } from "vitest";
import { TRAFFIC } from "../sizing.ts";
import { generateTrace } from "./generate-trace.ts";
import { peakRate, rateAt } from "./trace.ts";

const seeds = fc.integer({ min: 0, max: 1_000_000 });

test("generateTrace is the same for the same seed and another for another", () => {
  expect(generateTrace({ seed: 3, seconds: 70 })).toEqual(generateTrace({ seed: 3, seconds: 70 }));
  expect(generateTrace({ seed: 3, seconds: 70 })).not.toEqual(generateTrace({ seed: 4, seconds: 70 }));
});

test("generateTrace has one flash crowd of at most a fifth of the run, never in the warm-up", () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 60, max: 400 }), (seed, seconds) => {
      const { points } = generateTrace({ seed, seconds });
      const high = points.filter(({ rate }) => rate > (TRAFFIC.campaign + TRAFFIC.flash) / 2);
      expect(high.length * 0.5).toBeGreaterThan(0.1 * (seconds - 10));
      expect((high.at(-1)?.t ?? 0) - (high[0]?.t ?? 0)).toBeLessThanOrEqual(0.2 * (seconds - 10));
      expect(high[0]?.t).toBeGreaterThan(10);
    }),
  );
});

test("generateTrace lets the flash rise over seconds, so that it can be seen coming", () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const trace = generateTrace({ seed, seconds: 70 });
      for (let t = 0; t < 69; t += 0.5) {
        expect(rateAt(trace, t + 1) - rateAt(trace, t)).toBeLessThan(0.6 * (TRAFFIC.flash - TRAFFIC.calm));
      }
      expect(peakRate(trace)).toBeGreaterThan(TRAFFIC.flash * 0.85);
    }),
  );
});

test("rateAt interpolates between points and holds the ends", () => {
  const trace = {
    points: [
      { t: 1, rate: 10 },
      { t: 3, rate: 30 },
    ],
  };
  expect([0, 1, 2, 3, 9].map((t) => rateAt(trace, t))).toEqual([10, 10, 20, 30, 30]);
  expect(rateAt({ points: [] }, 1)).toBe(0);
});
