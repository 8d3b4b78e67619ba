import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalsOf, seededUniform } from "../power/seeded-chance.ts";
import { normalScore, sequentialP, sequentialScore, studentScore } from "./sequential.ts";

describe("sequential bounds", () => {
  const progress = fc.double({ min: 1e-4, max: 50, noNaN: true });

  it("sequentialP reaches alpha exactly on the bound", () => {
    fc.assert(
      fc.property(progress, fc.double({ min: 0.001, max: 0.2, noNaN: true }), (at, alpha) => {
        const score = sequentialScore(alpha, at);
        if (score < 36) expect(sequentialP(score, at) / alpha).toBeCloseTo(1, 6);
      }),
    );
  });

  it("studentScore undoes normalScore and is wider the fewer degrees of freedom there are", () => {
    fc.assert(
      fc.property(fc.double({ min: 2, max: 6, noNaN: true }), fc.double({ min: 5, max: 200, noNaN: true }), (z, df) => {
        const t = studentScore(z, df);
        expect(normalScore(t, df)).toBeCloseTo(z, 5);
        expect(t).toBeGreaterThan(z);
        expect(studentScore(z, df * 2)).toBeLessThan(t);
      }),
    );
  });

  // Exact paths: a score that remembers, as unit means do; the random walk's own bound would be 1.96 at a single look.
  it("are crossed in fewer than one of twenty runs of two hundred looks", () => {
    const normal = normalsOf(seededUniform(11));
    let crossed = 0;
    for (let run = 0; run < 400; run += 1) {
      let [walk, found] = [0, false];
      for (let look = 1; look <= 200; look += 1) {
        walk += normal();
        if (Math.abs(walk) / Math.sqrt(look) > 2.9) found ||= sequentialP(walk / Math.sqrt(look), look / 100) <= 0.05;
      }
      if (found) crossed += 1;
    }
    expect(crossed / 400).toBeLessThan(0.05);
    expect(crossed).toBeGreaterThan(0);
  });
});
