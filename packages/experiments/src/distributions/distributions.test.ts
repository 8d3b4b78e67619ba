import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { incompleteBeta } from "./beta.ts";
import { chiSquareUpper } from "./chi-square.ts";
import { gammaUpper, lnGamma } from "./gamma.ts";
import { normalCdf, normalQuantile, normalUpper } from "./normal.ts";
import { studentQuantile, studentTwoSided, studentUpper } from "./student.ts";

const near = (value: number, expected: number, relative = 1e-12): void => {
  expect(Math.abs(value / expected - 1)).toBeLessThan(relative);
};

describe("closed forms", () => {
  it.each([1, 2, 5, 10, 20])("lnGamma of a whole number %i is the logarithm of a factorial", (n) => {
    const factorial = Array.from({ length: n - 1 }, (_, index) => index + 1).reduce(
      (product, factor) => product * factor,
      1,
    );
    expect(lnGamma(n)).toBeCloseTo(Math.log(factorial), 12);
  });

  it("lnGamma of a half is the logarithm of the root of pi", () => {
    near(lnGamma(0.5), Math.log(Math.PI) / 2);
  });

  it("gammaUpper of one is the exponential, far out too", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 600, noNaN: true }), (x) => near(gammaUpper(1, x), Math.exp(-x), 1e-11)),
    );
  });

  it("chiSquareUpper with two degrees of freedom is the exponential of half", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1000, noNaN: true }), (x) =>
        near(chiSquareUpper(x, 2), Math.exp(-x / 2), 1e-11),
      ),
    );
  });

  it("studentUpper with one degree of freedom is Cauchy's, with two algebraic", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 1e5, noNaN: true }), (t) => {
        near(studentUpper(t, 1), Math.atan2(1, t) / Math.PI, 1e-10);
        near(studentUpper(t, 2), 1 / (Math.sqrt(2 + t * t) * (Math.sqrt(2 + t * t) + t)), 1e-10);
      }),
    );
  });

  it("incompleteBeta with b = 1 is a power, and turns round", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.double({ min: 0.5, max: 60, noNaN: true }),
        (x, a) => {
          near(incompleteBeta(x, a, 1), x ** a, 1e-10);
          expect(incompleteBeta(x, a, 2.5) + incompleteBeta(1 - x, 2.5, a)).toBeCloseTo(1, 10);
        },
      ),
    );
  });
});

// Abramowitz and Stegun 26.2, 26.8, 26.10; the far tails from their asymptotic series.
it.each([
  [normalUpper(1.96), 0.024997895148220435],
  [normalUpper(5), 2.866515718791939e-7],
  [normalUpper(10), 7.61985302416053e-24],
  [normalUpper(30), 4.906713927148187e-198],
  [normalQuantile(0.975), 1.959963984540054],
  [normalQuantile(1e-10), -6.361340902404056],
  [chiSquareUpper(3.841458820694124, 1), 0.05],
  [chiSquareUpper(11.070497693516351, 5), 0.05],
  [studentQuantile(0.975, 1), 12.706204736174698],
  [studentQuantile(0.975, 10), 2.2281388519649385],
  [studentQuantile(0.995, 30), 2.7499956535672],
  [studentTwoSided(2.2281388519649385, 10), 0.05],
])("distributions answer %d where tables say %d", (value, expected) => {
  near(value, expected, 1e-9);
});

it("quantiles undo their distributions", () => {
  const p = fc.double({ min: 1e-8, max: 1 - 1e-8, noNaN: true });
  fc.assert(
    fc.property(p, fc.double({ min: 1.5, max: 300, noNaN: true }), (share, df) => {
      expect(normalCdf(normalQuantile(share))).toBeCloseTo(share, 10);
      expect(1 - studentUpper(studentQuantile(share, df), df)).toBeCloseTo(share, 9);
    }),
  );
});

it("studentUpper of very many degrees of freedom is the normal's", () => {
  expect(studentUpper(2, 1e6)).toBeCloseTo(normalUpper(2), 6);
  expect(studentUpper(2, Infinity)).toBe(normalUpper(2));
});
