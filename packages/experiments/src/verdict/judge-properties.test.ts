import * as fc from "fast-check";
import { expect, it } from "vitest";
import type { MetricTotals, UnitObservation } from "../observation/unit-observation.ts";
import type { Metric } from "../plan/metric.ts";
import { lookOf, planOf, unitsOf } from "../testing/small-experiment.ts";
import { describeJudgement } from "./describe-judgement.ts";
import { exportJudgement } from "./export-judgement.ts";
import { judgeExperiment } from "./judge-experiment.ts";
import type { Look } from "./look.ts";
import { VERDICTS } from "./verdict.ts";

const metrics: Metric[] = [
  {
    name: "latency",
    title: "Latency",
    unit: "ms",
    better: "lower",
    measure: { kind: "mean", signal: "a" },
    winsorise: { low: 0.05, high: 0.95 },
  },
  {
    name: "breaches",
    title: "Breaches",
    unit: "",
    better: "lower",
    measure: { kind: "share", any: [{ signal: "a", comparison: ">", threshold: 1 }] },
    winsorise: null,
  },
  {
    name: "cost",
    title: "Cost",
    unit: "",
    better: "higher",
    measure: { kind: "ratio", numerator: ["a"], denominator: ["b"] },
    winsorise: null,
  },
  {
    name: "tail",
    title: "Tail",
    unit: "ms",
    better: "lower",
    measure: { kind: "quantile", signal: "a", quantile: 0.95 },
    winsorise: null,
  },
];
const guardrails = metrics.map(({ name }, index) => ({
  metric: name,
  margin: 0.1,
  scale: index % 2 === 0 ? ("relative" as const) : ("absolute" as const),
}));

// Anything a wire or a database could hold, the impossible with it.
const wild = fc.oneof(
  fc.double(),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0, Number.NaN, Infinity, 1e308, 5e-324),
);
const totals: fc.Arbitrary<MetricTotals> = fc.record(
  {
    frames: wild,
    sum: wild,
    weight: wild,
    histogram: fc.dictionary(fc.constantFrom("b50000", "b51000", "b49000", "odd"), wild),
  },
  { requiredKeys: ["frames", "sum", "weight"] },
);
const byMetric = fc.dictionary(fc.constantFrom(...metrics.map(({ name }) => name), "unknown"), totals);
const observation: fc.Arbitrary<UnitObservation> = fc.record(
  {
    unit: fc.constantFrom("h1", "h2", "h3", "h4", "h5"),
    arm: fc.constantFrom("control", "treated", "stranger"),
    cluster: fc.constantFrom(null, "rack-1", "rack-2"),
    totals: byMetric,
    before: byMetric,
  },
  { requiredKeys: ["unit", "arm", "cluster", "totals"] },
);
const counts = fc.dictionary(
  fc.constantFrom("control", "treated", "stranger"),
  fc.oneof(
    fc.integer({ min: -1, max: 50 }),
    wild.filter((value) => !(Math.abs(value) > 1e4)),
  ),
);
const look: fc.Arbitrary<Look> = fc.record({
  observations: fc.array(observation, { maxLength: 30 }),
  enrolled: counts,
  shares: counts,
  elapsedS: wild,
  multiplyExposed: fc.array(fc.string(), { maxLength: 1 }),
  stopped: fc.array(fc.record({ metric: fc.constantFrom("latency", "cost"), arm: fc.constant("treated") }), {
    maxLength: 1,
  }),
  clocksApart: fc.array(fc.string(), { maxLength: 1 }),
  aa: fc.boolean(),
});

const numbersIn = (value: unknown): readonly number[] =>
  typeof value === "number"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(numbersIn)
      : [];

it("judgeExperiment answers anything with a verdict, a sentence and finite numbers only", () => {
  const designs = [{ kind: "hosts" } as const, { kind: "switchback", blockS: 300, washOutS: 60 } as const];
  fc.assert(
    fc.property(look, fc.constantFrom(...designs), (seen, design) => {
      const plan = planOf({ metrics, guardrails, design, preS: 3600 });
      const judgement = judgeExperiment(plan, seen);
      expect(numbersIn(judgement).every(Number.isFinite)).toBe(true);
      for (const { verdict, sentence } of [judgement.overall, ...judgement.arms]) {
        expect(VERDICTS).toContain(verdict);
        expect(sentence).not.toMatch(/NaN|Infinity|undefined/);
        expect(sentence.length).toBeGreaterThan(20);
      }
      expect(describeJudgement(plan, judgement, 3600)).not.toMatch(/NaN|Infinity|undefined/);
      expect(exportJudgement(plan, judgement).trimEnd().split("\r\n")).toHaveLength(1 + metrics.length);
    }),
    { numRuns: 100 },
  );
});

const value = fc.integer({ min: 1000, max: 100_000 }).map((thousandths) => thousandths / 100);
const values = fc.array(value, { minLength: 4, maxLength: 20 });
const seenIn = (arm: string, figures: readonly number[]): readonly UnitObservation[] =>
  figures.map((figure, index) => ({
    unit: `${arm}-${index}`,
    arm,
    cluster: null,
    totals: { latency: { frames: 1, sum: figure, weight: 1 } },
  }));
const comparisonOf = (
  control: readonly number[],
  treated: readonly number[],
): ReturnType<typeof judgeExperiment>["comparisons"][number] | undefined =>
  judgeExperiment(planOf(), lookOf([...seenIn("control", control), ...seenIn("treated", treated)])).comparisons[0];

it("judgeExperiment with the arms' names swapped turns every sign, and p stays", () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const [one, other] = [comparisonOf(a, b), comparisonOf(b, a)];
      expect(other?.fixed.absolute.low).toBeCloseTo(-(one?.fixed.absolute.high ?? 0), 6);
      expect(other?.fixed.p).toBeCloseTo(one?.fixed.p ?? 0, 9);
      expect(other?.sequential.absolute.estimate).toBeCloseTo(-(one?.sequential.absolute.estimate ?? 0), 6);
      expect(other?.ranks?.p).toBeCloseTo(one?.ranks?.p ?? 0, 9);
      expect(other?.sequential.chanceToWin).toBeCloseTo(1 - (one?.sequential.chanceToWin ?? 0), 9);
    }),
  );
});

it("judgeExperiment of figures that are all so much larger tells the same difference", () => {
  fc.assert(
    fc.property(values, values, fc.integer({ min: 1, max: 5000 }), (a, b, more) => {
      const [one, other] = [
        comparisonOf(a, b),
        comparisonOf(
          a.map((own) => own + more),
          b.map((own) => own + more),
        ),
      ];
      expect(other?.fixed.absolute.low).toBeCloseTo(one?.fixed.absolute.low ?? 0, 5);
      expect(other?.fixed.absolute.high).toBeCloseTo(one?.fixed.absolute.high ?? 0, 5);
      expect(other?.ranks?.shift.estimate).toBeCloseTo(one?.ranks?.shift.estimate ?? 0, 6);
    }),
  );
});

it("judgeExperiment in another unit says the same shares and the same word", () => {
  fc.assert(
    fc.property(values, values, fc.constantFrom(1e-6, 0.001, 60, 1e9), (a, b, factor) => {
      const [one, other] = [
        comparisonOf(a, b),
        comparisonOf(
          a.map((own) => own * factor),
          b.map((own) => own * factor),
        ),
      ];
      expect(other?.sequential.p).toBeCloseTo(one?.sequential.p ?? 0, 6);
      expect(other?.sequential.relative === null).toBe(one?.sequential.relative === null);
      expect(other?.sequential.relative?.low ?? 0).toBeCloseTo(one?.sequential.relative?.low ?? 0, 4);
    }),
  );
});

it("judgeExperiment takes a unit told in parts for one unit", () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const whole = [...seenIn("control", a), ...seenIn("treated", b)];
      const parts = [...whole, ...whole];
      const [one, other] = [whole, parts].map((seen) =>
        judgeExperiment(planOf(), { ...lookOf(whole), observations: seen }),
      );
      expect(other?.comparisons[0]?.control.units).toBe(a.length);
      expect(other?.comparisons[0]?.sequential.p).toBeCloseTo(one?.comparisons[0]?.sequential.p ?? 0, 9);
      expect(other?.overall.verdict).toBe(one?.overall.verdict);
    }),
  );
});

it("judgeExperiment never shows an interval for all looks inside that for one", () => {
  fc.assert(
    fc.property(values, values, (a, b) => {
      const told = comparisonOf(a, b);
      expect(told?.sequential.absolute.low).toBeLessThanOrEqual((told?.fixed.absolute.low ?? 0) + 1e-9);
      expect(told?.sequential.absolute.high).toBeGreaterThanOrEqual((told?.fixed.absolute.high ?? 0) - 1e-9);
      expect(told?.sequential.p).toBeGreaterThanOrEqual((told?.fixed.p ?? 0) * 0.999);
    }),
  );
});

it("describeJudgement says what ran, what came of it and how sure it is", () => {
  const plan = planOf();
  const gain = lookOf([...unitsOf("control", 20, 100, 3), ...unitsOf("treated", 20, 80, 3)]);
  expect(describeJudgement(plan, judgeExperiment(plan, gain), 3600)).toMatch(
    /^Treated ran beside As it is for 60 min, compared over 40 hosts\. Latency is 20 % lower on Treated .*chance that it is the better one is 99\.9 %\..*certainty however often/,
  );
});

it("exportJudgement keeps commas, quotes and formulas from changing the table", () => {
  const plan = planOf({ metrics: planOf().metrics.map((metric) => ({ ...metric, unit: '=1+1,"x"' })) });
  expect(exportJudgement(plan, judgeExperiment(plan, lookOf([])))).toContain(
    `treated,latency,"'=1+1,""x""",lower,no-data,,`,
  );
});
