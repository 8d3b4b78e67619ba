import { describe, expect, it } from "vitest";
import { comparePolicy } from "./compare.ts";
import type { TraceEvaluation } from "./evaluate-policies.ts";
import { meanFigures, type PolicyFigures } from "./figures.ts";

function figures(breach: number, cost: number, reward: number): PolicyFigures {
  const rest = { requests: 1_000, errors: 0, p95_ms: 80, revenue: 0 };
  return { breach_seconds: breach, core_seconds: cost, cost, reward, ...rest };
}

function trace(name: string, runs: readonly Record<string, PolicyFigures>[]): TraceEvaluation {
  const names = Object.keys(runs[0] ?? {});
  const policies = Object.fromEntries(
    names.map((policy) => [policy, meanFigures(runs.flatMap((run) => run[policy] ?? []))]),
  );
  return { trace: name, policies, runs: runs.map((run, seed) => ({ seed, policies: run })) };
}

const others = { default: figures(30, 100, -50), oracle: figures(0, 90, -10), "best-static": figures(5, 110, -25) };
const reactive = figures(20, 100, -40);

describe("comparePolicy", () => {
  it("gives the median ratio of pairs, the share of wins and how much of the gap was closed", () => {
    const evaluation = [
      trace("a", [{ ...others, reactive, persona: figures(4, 95, -18) }]),
      trace("b", [{ ...others, reactive, persona: figures(8, 99, -20) }]),
      trace("c", [{ ...others, reactive, persona: figures(10, 100, -30) }]),
    ];
    const comparison = comparePolicy(evaluation, "persona");
    expect(comparison.breach_ratio_vs_reactive.value).toBeCloseTo(0.4);
    expect(comparison.pairs).toEqual({ judged: 3, at_no_more_cost: 3, without_breach: 0 });
    expect(comparison.wins_vs_best_static.value).toBeCloseTo(2 / 3);
    expect(comparison.distance_to_oracle.value).toBeCloseTo((150 - 68) / (150 - 30));
    expect(comparison.breach_sum_ratio).toBeCloseTo(22 / 60);
  });

  it("holds against the policy every pair in which it cost more", () => {
    const dear = trace("a", [
      { ...others, reactive, persona: figures(0, 101, -18) },
      { ...others, reactive, persona: figures(0, 101, -18) },
      { ...others, reactive, persona: figures(2, 99, -18) },
    ]);
    const comparison = comparePolicy([dear], "persona");
    expect(comparison.breach_ratio_vs_reactive.value).toBeNull();
    expect(comparison.pairs.at_no_more_cost).toBe(1);
  });

  it("leaves out pairs in which nobody was in breach, and counts them", () => {
    const calm = { ...others, reactive: figures(0, 100, -10) };
    const evaluation = [
      trace("calm", [{ ...calm, persona: figures(0, 80, -8) }]),
      trace("worse", [{ ...calm, persona: figures(3, 80, -8) }]),
    ];
    const comparison = comparePolicy(evaluation, "persona");
    expect(comparison.pairs).toEqual({ judged: 1, at_no_more_cost: 1, without_breach: 1 });
    expect(comparison.breach_ratio_vs_reactive.value).toBeNull();
  });

  it("is plain JSON, and the same again for the same figures", () => {
    const evaluation = [trace("a", [{ ...others, reactive, persona: figures(4, 95, -18) }])];
    const comparison = comparePolicy(evaluation, "persona");
    expect(JSON.parse(JSON.stringify(comparison))).toEqual(comparison);
    expect(comparePolicy(evaluation, "persona")).toEqual(comparison);
  });
});
