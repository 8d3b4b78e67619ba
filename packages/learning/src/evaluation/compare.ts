import { bootstrapped, median, type Interval } from "./bootstrap.ts";
import type { TraceEvaluation, TraceRun } from "./evaluate-policies.ts";
import type { PolicyFigures } from "./figures.ts";

/** One policy against the baselines; every figure is paired by trace and seed. */
export type Comparison = {
  readonly policy: string;
  /**
   * Median over all pairs (trace and seed) in which reactive was ever in breach of: the policy's breach seconds over reactive's. A pair in
   * which the policy cost more than reactive counts as without bound, however well it did: "at no more cost" is judged pair by
   * pair, by the fleet's own cost model. Null: without bound, or no pair to judge by.
   */
  readonly breach_ratio_vs_reactive: Interval;
  /** Pairs judged, those of them at no more cost, and those left out because reactive was never in breach. */
  readonly pairs: { readonly judged: number; readonly at_no_more_cost: number; readonly without_breach: number };
  /** All pairs together: sums of breach seconds and of cost, the policy's over reactive's. */
  readonly breach_sum_ratio: number | null;
  readonly cost_sum_ratio: number | null;
  /** Share of traces on which the policy's mean reward is higher than that of the best static configuration in hindsight. */
  readonly wins_vs_best_static: Interval;
  /** (policy - default) / (oracle - default) of the rewards summed over all runs, and the median of the same by trace. */
  readonly distance_to_oracle: Interval;
  readonly distance_to_oracle_median: number | null;
};

type Pair = { readonly ours: PolicyFigures; readonly theirs: PolicyFigures };

// Costs are sums of fractions: less than a billionth more is not more.
const COST_SLACK = 1 + 1e-9;

/** How `policy` did against `reactive`, `best-static`, `default` and `oracle`, as far as they were evaluated beside it. */
export function comparePolicy(traces: readonly TraceEvaluation[], policy: string): Comparison {
  const pairs = traces.flatMap(({ runs }) => pairsOf(runs, policy, "reactive"));
  const judged = pairs.filter(({ theirs, ours }) => theirs.breach_seconds > 0 || ours.breach_seconds > 0);
  return {
    policy,
    breach_ratio_vs_reactive: bootstrapped(traces, (drawn) =>
      median(drawn.flatMap(({ runs }) => pairsOf(runs, policy, "reactive")).flatMap(breachRatio)),
    ),
    pairs: {
      judged: judged.length,
      at_no_more_cost: judged.filter(isNoDearer).length,
      without_breach: pairs.length - judged.length,
    },
    breach_sum_ratio: ratioOfSums(pairs, ({ breach_seconds }) => breach_seconds),
    cost_sum_ratio: ratioOfSums(pairs, ({ cost }) => cost),
    wins_vs_best_static: bootstrapped(comparable(traces, policy, "best-static"), winShare(policy)),
    distance_to_oracle: bootstrapped(comparable(traces, policy, "oracle"), (drawn) => closedShare(drawn, policy)),
    distance_to_oracle_median: finite(
      median(
        comparable(traces, policy, "oracle")
          .map((trace) => closedShare([trace], policy))
          .filter(Number.isFinite),
      ),
    ),
  };
}

function pairsOf(runs: readonly TraceRun[], ours: string, theirs: string): readonly Pair[] {
  return runs.flatMap(({ policies }) => {
    const [mine, other] = [policies[ours], policies[theirs]];
    return mine === undefined || other === undefined ? [] : [{ ours: mine, theirs: other }];
  });
}

function breachRatio(pair: Pair): readonly number[] {
  const { ours, theirs } = pair;
  if (ours.breach_seconds === 0 && theirs.breach_seconds === 0) return [];
  return [isNoDearer(pair) ? ours.breach_seconds / theirs.breach_seconds : Number.POSITIVE_INFINITY];
}

function isNoDearer({ ours, theirs }: Pair): boolean {
  return ours.cost <= theirs.cost * COST_SLACK;
}

function ratioOfSums(pairs: readonly Pair[], read: (figures: PolicyFigures) => number): number | null {
  const sum = (side: keyof Pair) => pairs.reduce((total, pair) => total + read(pair[side]), 0);
  return finite(sum("ours") / sum("theirs"));
}

function winShare(policy: string): (drawn: readonly TraceEvaluation[]) => number {
  return (drawn) =>
    drawn.filter((trace) => rewardOf(trace, policy) > rewardOf(trace, "best-static")).length / drawn.length;
}

function closedShare(drawn: readonly TraceEvaluation[], policy: string): number {
  const sum = (name: string) => drawn.reduce((total, trace) => total + rewardOf(trace, name), 0);
  const gap = sum("oracle") - sum("default");
  return gap > 0 ? (sum(policy) - sum("default")) / gap : Number.NaN;
}

function comparable(traces: readonly TraceEvaluation[], ...names: readonly string[]): readonly TraceEvaluation[] {
  return traces.filter(({ policies }) => [...names, "default"].every((name) => policies[name] !== undefined));
}

function rewardOf({ policies }: TraceEvaluation, name: string): number {
  return policies[name]?.reward ?? Number.NaN;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
