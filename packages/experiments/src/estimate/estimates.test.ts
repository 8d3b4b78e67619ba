import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalsOf, seededUniform } from "../power/seeded-chance.ts";
import { differenceVariance, pairOf, steadied } from "./arm-pair.ts";
import { adjustByPast } from "./cuped.ts";
import { mannWhitney } from "./mann-whitney.ts";
import { benjaminiHochberg, holm } from "./multiple-comparisons.ts";
import { relativeByDelta, relativeByFieller } from "./relative-effect.ts";
import { binomialP, sampleRatioP } from "./sample-ratio.ts";
import { sampleOf } from "./sample.ts";
import { unitValues, type UnitValue } from "./unit-values.ts";
import { sampleQuantile, winsorise } from "./winsorise.ts";

const unitOf = (
  value: number,
  index: number,
  cluster: string | null = null,
  before: number | null = null,
): UnitValue => ({ unit: `u${index}`, arm: "", cluster, value, before, frames: 1 });
const units = (values: readonly number[]): readonly UnitValue[] => values.map((value, index) => unitOf(value, index));
// Thousandths: differences of denormal numbers are no figures of a fleet.
const figures = fc.array(
  fc.integer({ min: -1_000_000, max: 1_000_000 }).map((value) => value / 1000),
  {
    minLength: 4,
    maxLength: 25,
  },
);

describe("pairOf", () => {
  it("with clusters that hold both arms once is the paired test", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -99, max: 99 }), fc.integer({ min: -99, max: 99 })), {
          minLength: 4,
          maxLength: 20,
        }),
        (pairs) => {
          const [control, treated] = [0, 1].map((side) =>
            pairs.map((pair, index) => unitOf(pair[side] ?? 0, index, `set-${index}`)),
          );
          const pair = pairOf(control ?? [], treated ?? []);
          const differences = sampleOf(pairs.map(([a, b]) => b - a));
          expect(differenceVariance(pair)).toBeCloseTo(differences.variance / pairs.length, 8);
          expect(pair.df).toBe(pairs.length - 1);
        },
      ),
    );
  });

  it("with clusters of one unit, none in both arms, is Welch's", () => {
    fc.assert(
      fc.property(figures, figures, (a, b) => {
        const plain = pairOf(units(a), units(b));
        const alone = pairOf(
          a.map((value, index) => unitOf(value, index, `a${index}`)),
          b.map((value, index) => unitOf(value, index, `b${index}`)),
        );
        expect(differenceVariance(alone)).toBeCloseTo(differenceVariance(plain), 6);
      }),
    );
  });

  it("sees the larger error of units that move together", () => {
    const together = [1, 1, 5, 5, 9, 9, 3, 3].map((value, index) =>
      unitOf(value, index, `rack-${Math.floor(index / 2)}`),
    );
    const others = together.map((unit) => ({ ...unit, cluster: `other-${unit.cluster ?? ""}` }));
    const alone = (all: readonly UnitValue[]): readonly UnitValue[] => all.map((unit) => ({ ...unit, cluster: null }));
    expect(differenceVariance(pairOf(together, others))).toBeGreaterThan(
      1.5 * differenceVariance(pairOf(alone(together), alone(others))),
    );
  });
});

it("steadied never makes the error smaller nor the degrees of freedom more than the counts support", () => {
  fc.assert(
    fc.property(figures, figures, (a, b) => {
      const pair = pairOf(units(a), units(b));
      expect(differenceVariance(steadied(pair))).toBeGreaterThanOrEqual(differenceVariance(pair) * 0.999999);
      expect(steadied(pair).df).toBeLessThanOrEqual(a.length + b.length - 2);
    }),
  );
});

describe("adjustByPast", () => {
  const normal = normalsOf(seededUniform(3));
  const host = (index: number): UnitValue => {
    const level = 100 + 10 * normal();
    return unitOf(level + normal(), index, null, level + normal());
  };
  const [control, treated] = [
    Array.from({ length: 30 }, (_, index) => host(index)),
    Array.from({ length: 30 }, (_, index) => host(index)),
  ];

  it("takes off what the past foretells", () => {
    const { pair, explained } = adjustByPast(control, treated);
    expect(explained).toBeGreaterThan(0.9);
    expect(differenceVariance(pair)).toBeLessThan(differenceVariance(pairOf(control, treated)) / 10);
  });

  it("is the analysis of covariance: an effect added to one arm comes out whole", () => {
    const moved = treated.map((unit) => ({ ...unit, value: unit.value + 7 }));
    const [plain, effect] = [adjustByPast(control, treated).pair, adjustByPast(control, moved).pair];
    expect(effect.treated - effect.control - (plain.treated - plain.control)).toBeCloseTo(7, 9);
    expect(differenceVariance(effect)).toBeCloseTo(differenceVariance(plain), 9);
  });

  it("leaves the figures alone where fewer than eight have a past", () => {
    const few = treated.map((unit) => ({ ...unit, before: null }));
    expect(adjustByPast(control.slice(0, 7), few).explained).toBeNull();
  });
});

describe("mannWhitney", () => {
  // All 20 arrangements of three and three: U = 0 has one on each side.
  it("counts the distribution out for few values", () => {
    expect(mannWhitney([1, 2, 3], [4, 5, 6], 0.05)?.p).toBeCloseTo(2 / 20, 12);
    expect(mannWhitney([1, 2, 4], [3, 5, 6], 0.05)?.p).toBeCloseTo(4 / 20, 12);
  });

  it("shift is the median of all differences, within its interval", () => {
    fc.assert(
      fc.property(figures, figures, (a, b) => {
        const all = b.flatMap((y) => a.map((x) => y - x)).toSorted((x, y) => x - y);
        const middle = ((all[Math.ceil(all.length / 2) - 1] ?? 0) + (all[Math.floor(all.length / 2)] ?? 0)) / 2;
        const told = mannWhitney(a, b, 0.05);
        expect(told?.shift.estimate).toBeCloseTo(middle, 10);
        expect(told !== null && told.shift.low <= told.shift.estimate && told.shift.estimate <= told.shift.high).toBe(
          true,
        );
        expect(told?.p).toBeGreaterThan(0);
        expect(told?.p).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("of nothing but ties finds nothing", () => {
    expect(mannWhitney([2, 2, 2], [2, 2, 2, 2], 0.05)).toStrictEqual({ shift: { estimate: 0, low: 0, high: 0 }, p: 1 });
  });
});

describe("corrections", () => {
  it("holm and benjaminiHochberg give the published examples", () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toStrictEqual([0.03, 0.06, 0.06, 0.02]);
    expect(benjaminiHochberg([0.01, 0.04, 0.03, 0.005])).toStrictEqual([0.02, 0.04, 0.04, 0.02]);
  });

  it("never make a p smaller, and Benjamini-Hochberg never larger than Holm", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (values) => {
        const [one, other] = [holm(values), benjaminiHochberg(values)];
        for (const [index, value] of values.entries()) {
          expect(other[index]).toBeGreaterThanOrEqual(value * 0.9999999);
          expect(one[index]).toBeGreaterThanOrEqual((other[index] ?? 1) * 0.9999999);
        }
      }),
    );
  });
});

describe("sampleRatioP", () => {
  it.each<[number[], number[], number | null]>([
    [[0, 0], [0.5, 0.5], null],
    [[3, 1], [1, 0], 0],
    [[3, 0], [1, 0], 1],
    [[4, 0], [0.5, 0.5], 0.125],
  ])("of %j by %j is %s", (counts, weights, p) => {
    expect(sampleRatioP(counts, weights)).toEqual(p === null ? null : expect.closeTo(p, 10));
  });

  it("binomialP of everything is one", () => {
    expect(binomialP(5, 10, 0.5)).toBeCloseTo(1, 10);
  });
});

describe("relative effects", () => {
  const pair = (control: number, treated: number, variance: number): Parameters<typeof relativeByDelta>[0] => ({
    control,
    treated,
    controlVariance: variance,
    treatedVariance: variance,
    covariance: 0,
    df: 20,
    steady: { factor: 1, df: 20 },
  });

  it("Fieller's interval excludes 0 exactly when that of the difference does", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 50, max: 150, noNaN: true }),
        fc.double({ min: 50, max: 150, noNaN: true }),
        (control, treated) => {
          const told = relativeByFieller(pair(control, treated, 20), 3);
          const apart = Math.abs(treated - control) > 3 * Math.sqrt(40);
          expect(told !== null && (told.low > 1e-9 || told.high < -1e-9)).toBe(apart);
        },
      ),
    );
  });

  it("agree where the control is well known, and there is none where it is 0", () => {
    const [fieller, delta] = [relativeByFieller(pair(100, 110, 0.01), 1.96), relativeByDelta(pair(100, 110, 0.01))];
    expect(fieller?.high).toBeCloseTo((delta?.estimate ?? 0) + 1.96 * (delta?.error ?? 0), 5);
    expect(relativeByFieller(pair(0, 1, 1), 1.96)).toBeNull();
    expect(relativeByDelta(pair(0, 1, 1))).toBeNull();
  });
});

describe("unitValues", () => {
  const metric = {
    name: "m",
    title: "M",
    unit: "",
    better: "lower",
    measure: { kind: "ratio", numerator: ["a"], denominator: ["b"] },
    winsorise: null,
  } as const;

  it("of a ratio have the ratio of sums as their mean", () => {
    const row = fc.record({
      sum: fc.double({ min: -100, max: 100, noNaN: true }),
      weight: fc.double({ min: 0.1, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 20 }), (rows) => {
        const seen = rows.map((totals, index) => ({
          unit: `u${index}`,
          arm: "a",
          cluster: null,
          totals: { m: { frames: 1, ...totals } },
        }));
        const values = unitValues(
          { ...metric, measure: { kind: "ratio", numerator: ["a"], denominator: ["b"] } },
          seen,
        );
        const ratio = rows.reduce((sum, own) => sum + own.sum, 0) / rows.reduce((sum, own) => sum + own.weight, 0);
        expect(sampleOf(values.map(({ value }) => value)).mean).toBeCloseTo(ratio, 6);
      }),
    );
  });
});

it("winsorise pulls in to the declared quantiles of all arms together", () => {
  const values = units([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000]);
  const metric = {
    name: "m",
    title: "M",
    unit: "",
    better: "lower",
    measure: { kind: "mean", signal: "a" },
    winsorise: { low: 0, high: 0.9 },
  } as const;
  const pulled = winsorise(metric, values).map(({ value }) => value);
  expect(Math.max(...pulled)).toBeCloseTo(sampleQuantile([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000], 0.9), 12);
  expect(winsorise({ ...metric, winsorise: null }, values)).toBe(values);
});
