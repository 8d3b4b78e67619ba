import type { PolicyFigures, RunSeries, TraceEvaluation } from "@fleet-persona/learning";
import { demoAttributes } from "@fleet-persona/demo-fleet";
import { expect, test } from "vitest";
import { compactJson, evidenceOf } from "../bundle/evidence.ts";
import { renderReport } from "./render-report.ts";
import { brief, exactScale, niceScale } from "./scale.ts";

function figures(breach: number, cores: number, reward: number): PolicyFigures {
  return {
    breach_seconds: breach,
    core_seconds: cores,
    cost: cores,
    requests: 900,
    errors: 0,
    p95_ms: 60,
    revenue: 10,
    reward,
  };
}

function series(p95: number): RunSeries {
  const t = Array.from({ length: 30 }, (_, at) => at + 1);
  const config = {
    cpu_allocation: t.map((at) => (at < 10 ? 0.1 : 0.28)),
    caching_strategy: t.map((at) => (at < 15 ? "short" : "long")),
  };
  return {
    t,
    requests: t.map((at) => 100 + at),
    p95_ms: t.map((at) => (at === 3 ? null : p95)),
    errors: t.map(() => 0),
    cost: t.map(() => 0.5),
    breach: t.map((at) => Number(at === 12)),
    config,
  };
}

const seeds = [1_000_000, 1_000_001, 1_000_002, 1_000_003];
const runs = seeds.map((seed, at) => ({
  seed,
  policies: { persona: figures(1, 90, -40), reactive: figures(at, 120, -60) },
  series: { persona: series(40), reactive: series(200) },
}));
const evaluation: TraceEvaluation[] = [{ trace: "<unseen> & strange", policies: runs[0]!.policies, runs }];
const evidence = evidenceOf({
  evaluation,
  objectiveMs: 150,
  reward: { breach: 1, cost: 1, errors: 1, latency: 0, churn: 0, revenue: 0 },
  training: [
    {
      algorithm: "ppo",
      seed: 1,
      steps: 2000,
      from: null,
      curve: [
        { step: 1000, reward: -60 },
        { step: 2000, reward: -40 },
      ],
    },
  ],
  reproduce: ["persona train shop --seed 1"],
  basis: "ab".repeat(32),
});
const manifest = { id: "acme/shop", name: "Shop", version: 1, summary: "For sales.", attributes: demoAttributes };

test("evidenceOf keeps the seconds of the most eventful runs alone, and the arms a store can read", () => {
  const kept = evidence.scenarios[0]!.runs.filter((run) => run.series !== undefined).map(({ seed }) => seed);
  expect(kept).toEqual([1_000_001, 1_000_002, 1_000_003]);
  expect(evidence.arms["reactive"]).toMatchObject({ breach_seconds: 1.5, core_seconds: 120 });
});

test("compactJson keeps whole numbers as they are and rounds fractions", () => {
  expect(compactJson({ seed: 1_000_001, share: 1 / 3 })).toBe('{"seed":1000001,"share":0.333333}');
});

test("renderReport draws everything on one page that loads nothing and escapes what it was given", () => {
  const page = renderReport({ manifest, evidence });
  expect(page).toContain("&lt;unseen&gt; &amp; strange, seed 1000003");
  for (const part of [
    "Cost against breach seconds",
    "Second by second",
    "caching_strategy",
    "persona train shop --seed 1",
    "25 % fewer core-seconds",
  ])
    expect(page).toContain(part);
  expect(page).not.toMatch(/(?:src|href)=|url\(|@import|<script/);
  expect(page).not.toMatch(/NaN|undefined|Infinity/);
});

test("niceScale begins and ends at round numbers, exactScale where it was told to", () => {
  expect(niceScale([3, 87]).ticks).toEqual([0, 25, 50, 75, 100]);
  expect(niceScale([]).at(5)).toBe(1);
  expect(niceScale([7, 7], { zero: false }).at(7)).toBeCloseTo(0.5);
  expect(exactScale(0, 95, 5).ticks).toEqual([0, 20, 40, 60, 80]);
  expect([brief(12_345), brief(0.12345), brief(2e6)]).toEqual(["12.3 k", "0.123", "2 M"]);
});
