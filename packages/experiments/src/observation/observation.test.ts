import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Measure, Metric } from "../plan/metric.ts";
import { concurrentObservations } from "./concurrent-observations.ts";
import { logExposures, multiplyExposed, prePeriod } from "./exposure.ts";
import { RELATIVE_ERROR, bucketOf, bucketValue, histogramQuantile } from "./histogram.ts";
import { measureFrames } from "./measure-frames.ts";
import { NOTHING_SEEN, addTotals, figureOf } from "./metric-totals.ts";

const metricOf = (measure: Measure): Metric => ({
  name: "m",
  title: "M",
  unit: "",
  better: "lower",
  measure,
  winsorise: null,
});
const framesOf = (
  columns: Readonly<Record<string, readonly (number | null)[]>>,
): Parameters<typeof measureFrames>[1] => ({
  length: Math.max(...Object.values(columns).map((column) => column.length)),
  column: (name) => columns[name] ?? null,
});
const measured = (measure: Measure, columns: Readonly<Record<string, readonly (number | null)[]>>): number | null => {
  const metric = metricOf(measure);
  return figureOf(metric, measureFrames([metric], framesOf(columns))["m"]);
};

describe("measureFrames", () => {
  it.each<[string, Measure, Record<string, (number | null)[]>, number | null]>([
    ["the mean of what was seen", { kind: "mean", signal: "a" }, { a: [1, null, 3, Number.NaN] }, 2],
    ["nothing of a column that is not there", { kind: "mean", signal: "b" }, { a: [1, 2] }, null],
    [
      "the share of frames in which anything held",
      {
        kind: "share",
        any: [
          { signal: "a", comparison: ">", threshold: 1 },
          { signal: "b", comparison: "<=", threshold: 0 },
        ],
      },
      { a: [0, 2, 0, 9], b: [1, 1, 0, null] },
      2 / 3,
    ],
    [
      "sums of products over sums",
      { kind: "ratio", numerator: ["a", "b"], denominator: ["b"] },
      { a: [1, 3], b: [10, 30] },
      100 / 40,
    ],
    [
      "nothing of a ratio over nothing",
      { kind: "ratio", numerator: ["a"], denominator: ["b"] },
      { a: [1, 3], b: [0, 0] },
      null,
    ],
  ])("adds up to %s", (_, measure, columns, figure) => {
    expect(measured(measure, columns)).toEqual(figure);
  });

  it("adds up the same in one stretch or in two", () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 60 });
    const metrics = [metricOf({ kind: "quantile", signal: "a", quantile: 0.9 })];
    fc.assert(
      fc.property(values, fc.nat(), (all, cut) => {
        const at = cut % all.length;
        const [whole, one, two] = [all, all.slice(0, at), all.slice(at)].map(
          (a) => measureFrames(metrics, framesOf({ a }))["m"] ?? NOTHING_SEEN,
        );
        const both = addTotals(one ?? NOTHING_SEEN, two ?? NOTHING_SEEN);
        expect(both.frames).toBe(whole?.frames);
        expect(both.histogram).toStrictEqual(whole?.histogram);
      }),
    );
  });
});

describe("histogram", () => {
  const value = fc.oneof(
    fc.double({ min: 1e-9, max: 1e300, noNaN: true }),
    fc.double({ min: -1e300, max: -1e-9, noNaN: true }),
  );

  it("bucketValue is within the stated error of what fell into the bucket", () => {
    fc.assert(
      fc.property(value, (seen) => {
        expect(Math.abs(bucketValue(bucketOf(seen)) / seen - 1)).toBeLessThanOrEqual(RELATIVE_ERROR * 1.000001);
      }),
    );
  });

  it("bucketOf keeps the order of values as text", () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(a <= b ? bucketOf(a) <= bucketOf(b) : bucketOf(a) >= bucketOf(b)).toBe(true);
      }),
    );
  });

  it("histogramQuantile is within the error of the sample's own, however the keys are ordered", () => {
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 50 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, quantile) => {
          const histogram: Record<string, number> = {};
          for (const seen of values) histogram[bucketOf(seen)] = (histogram[bucketOf(seen)] ?? 0) + 1;
          const own = values.toSorted((a, b) => a - b)[Math.floor(quantile * (values.length - 1))] ?? 0;
          expect(Math.abs((histogramQuantile(histogram, quantile) ?? 0) / own - 1)).toBeLessThanOrEqual(
            RELATIVE_ERROR * 1.000001,
          );
        },
      ),
    );
  });

  it.each([[{}], [{ b50000: 0 }], [{ nonsense: 3 }], [{ b51000: Number.NaN }]])(
    "histogramQuantile of %j is not known",
    (histogram) => {
      expect(histogramQuantile(histogram, 0.5)).toBeNull();
    },
  );
});

describe("exposures", () => {
  const stretch = (
    unit: string,
    arm: string,
    from: number,
    until: number,
  ): Parameters<typeof logExposures>[0][number] => ({ unit, arm, from, until });

  it("logExposures told twice is as told once", () => {
    const seen = [stretch("h1", "a", 10, 20), stretch("h1", "a", 20, 30), stretch("h2", "b", 0, 5)];
    const once = logExposures([], seen);
    expect(once).toStrictEqual([stretch("h1", "a", 10, 30), stretch("h2", "b", 0, 5)]);
    expect(logExposures(once, seen)).toStrictEqual(once);
  });

  it("multiplyExposed names who was under two arms within the period, not before it", () => {
    const log = [
      stretch("h1", "control", 0, 10),
      stretch("h1", "a", 10, 30),
      stretch("h2", "a", 5, 12),
      stretch("h2", "b", 12, 30),
    ];
    expect(multiplyExposed(log, { from: 10, until: 30 })).toStrictEqual(["h2"]);
  });

  it("prePeriod ends where the experiment starts", () => {
    expect(prePeriod({ preS: 60 }, 100_000)).toStrictEqual({ from: 40_000, until: 100_000 });
    expect(prePeriod({ preS: 0 }, 100_000)).toBeNull();
  });
});

describe("concurrentObservations", () => {
  const metric = metricOf({ kind: "mean", signal: "a" });
  const seen = (
    unit: string,
    arm: string,
    value: number,
    frames = 10,
  ): Parameters<typeof concurrentObservations>[2][number][number] => ({
    unit,
    arm,
    cluster: null,
    totals: { m: { frames, sum: frames * value, weight: frames } },
  });
  const figures = (stretches: Parameters<typeof concurrentObservations>[2]): Record<string, number | null> =>
    Object.fromEntries(
      concurrentObservations([metric], "control", stretches).map(({ unit, arm, totals }) => [
        `${unit} ${arm}`,
        figureOf(metric, totals["m"]),
      ]),
    );

  it("takes the hour off a host that joined late", () => {
    // Everything is 50 higher in the second stretch; h2 runs 5 above the control.
    const told = figures([
      [seen("h1", "control", 100), seen("h2", "control", 100)],
      [seen("h1", "control", 150), seen("h2", "treated", 155)],
    ]);
    expect((told["h2 treated"] ?? 0) - (told["h1 control"] ?? 0)).toBeCloseTo(5, 9);
    expect(told["h2 control"]).toBeCloseTo(told["h1 control"] ?? 0, 9);
  });

  it("of one stretch leaves the figures alone", () => {
    expect(figures([[seen("h1", "control", 100), seen("h2", "treated", 90)]])).toStrictEqual({
      "h1 control": 100,
      "h2 treated": 90,
    });
  });

  it("leaves out a stretch in which nobody was on the control", () => {
    const told = figures([[seen("h1", "control", 100), seen("h2", "treated", 90)], [seen("h2", "treated", 500)]]);
    expect(told["h2 treated"]).toBeCloseTo(90, 9);
  });
});
