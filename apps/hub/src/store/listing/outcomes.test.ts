import type { GateFigures, MeasuredEffect } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { readEvidence } from "../../evidence/read-evidence.ts";
import { gateEffects, meanInterval } from "./gate-effects.ts";
import { outcomesOf } from "./outcomes.ts";

const figures = (breach: number, cores: number) => ({
  breach_seconds: breach,
  core_seconds: cores,
  cost: cores,
  requests: 1,
  errors: 0,
  p95_ms: 1,
});
const scenario = (name: GateFigures["name"], breach: number, cores: number): GateFigures => ({
  name,
  runs: 32,
  guarded: figures(breach, cores),
  baselines: { static_default: figures(20, 300), reactive: figures(4, 200) },
});

test("meanInterval is the mean with Student's interval around it", () => {
  const { estimate, low, high } = meanInterval([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(estimate).toBe(4.5);
  expect([low, high].map((end) => end.toFixed(3))).toEqual(["2.452", "6.548"]);
});

test("gateEffects says how a version did beside the reactive rule, and nothing of a single scenario", () => {
  expect(gateEffects([scenario("diurnal", 1, 100)])).toBeNull();
  expect(gateEffects([])).toBeNull();
  expect(gateEffects([scenario("diurnal", 1, 100), scenario("flash-crowd", 3, 140)])).toMatchObject({
    cost: { estimate: expect.closeTo(-0.4) as number },
    breach: { estimate: -2 },
    scenarios: 2,
    runs: 64,
  });
});

const effect = {
  effectId: "e1",
  version: 2,
  metric: { title: "breach seconds", unit: "s", better: "lower" },
  absolute: { estimate: -4, low: -6, high: -2 },
  relative: { estimate: -0.31, low: -0.42, high: -0.18 },
  comparedWith: "what was there before",
  design: "switchback",
  units: 40,
  measuredS: 7_200,
  publishedAt: 1,
  own: false,
} as unknown as MeasuredEffect;

test("outcomesOf says how each figure came about, what fleets measured before what is claimed", () => {
  const report = {
    arms: { reactive: { breachSeconds: 2, coreSeconds: 150 }, persona: { breachSeconds: 1, coreSeconds: 90 } },
    claimed: { breach_ratio_vs_reactive: { value: 0.4, low: 0.2, high: 0.7 } },
  };
  const scenarios = [scenario("diurnal", 1, 100), scenario("flash-crowd", 3, 140)];
  const outcomes = outcomesOf({ effects: [effect], scenarios, evidence: readEvidence(report), report, version: 3 });
  expect(outcomes.map(({ source, metric }) => `${source}: ${metric}`)).toEqual([
    "fleet: breach seconds",
    "gate: cost",
    "gate: breach seconds of a run",
    "author: cost",
    "author: breach seconds",
  ]);
  expect(outcomes[0]).toMatchObject({ scale: "relative", interval: { low: -0.42, high: -0.18 }, version: 2 });
  expect(outcomes[3]).toMatchObject({ estimate: expect.closeTo(-0.4) as number, interval: null });
  expect(outcomes[4]?.interval?.low).toBeCloseTo(-0.8);
});

test("outcomesOf finds nothing where nothing was said", () => {
  expect(outcomesOf({ effects: [], scenarios: [], evidence: readEvidence(null), report: null, version: 1 })).toEqual(
    [],
  );
});
