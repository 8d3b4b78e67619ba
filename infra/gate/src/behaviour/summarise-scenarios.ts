import type { Attribute, GateScenario, GateSeries, ScenarioFigures } from "@fleet-persona/persona";
import { NO_DECISIONS, plus, type DecisionTally } from "./decision-tally.ts";
import { GATE_SCENARIOS, type GateScenarioName } from "./gate-scenarios.ts";
import { GATE_POLICIES, type GatePolicyName, type SituationResult } from "./run-situation.ts";
import { worstMomentOf } from "./worst-moment.ts";

/** A scenario as the report has it, and what its decisions were made of. */
export type ScenarioSummary = { readonly scenario: GateScenario; readonly tally: DecisionTally };

/** All runs by scenario: means, shares, and the seed that went worst. */
export function summariseScenarios(
  attributes: readonly Attribute[],
  results: readonly SituationResult[],
): { readonly summaries: readonly ScenarioSummary[]; readonly series: readonly GateSeries[] } {
  const groups = GATE_SCENARIOS.map((name) => ({ name, runs: results.filter((each) => each.name === name) })).filter(
    ({ runs }) => runs.length > 0,
  );
  return {
    summaries: groups.map(({ name, runs }) => summaryOf(attributes, name, runs)),
    series: groups.flatMap(({ runs }) => seriesOf(worstOf(runs))),
  };
}

function summaryOf(
  attributes: readonly Attribute[],
  name: GateScenarioName,
  runs: readonly SituationResult[],
): ScenarioSummary {
  const tally = runs.reduce((sum, each) => plus(sum, each.tally), NO_DECISIONS);
  const figures = (policy: GatePolicyName) => meanOf(runs.map(({ policies }) => policies[policy].figures));
  const worst = worstOf(runs);
  return {
    tally,
    scenario: {
      name,
      runs: runs.length * GATE_POLICIES.length,
      seeds: runs.map(({ seed }) => seed),
      guarded: figures("guarded"),
      raw: figures("raw"),
      baselines: { static_default: figures("static_default"), reactive: figures("reactive") },
      guard_share: tally.held / Math.max(1, tally.decisions),
      fallback_share: tally.fallback / Math.max(1, tally.decisions),
      worst_moment: worstMomentOf(attributes, worst.seed, worst.policies.guarded.series),
    },
  };
}

/** The seed on which the guarded Persona was in breach longest; of those, the dearest. */
function worstOf(runs: readonly SituationResult[]): SituationResult {
  const [worst] = runs.toSorted(({ policies: { guarded: a } }, { policies: { guarded: b } }) => {
    const breaches = b.figures.breach_seconds - a.figures.breach_seconds;
    return breaches === 0 ? b.figures.cost - a.figures.cost : breaches;
  });
  if (worst === undefined) throw new TypeError("a scenario without runs has no worst one");
  return worst;
}

function seriesOf({ name, seed, policies }: SituationResult): readonly GateSeries[] {
  return GATE_POLICIES.map((policy) => {
    const { t, requests, p95_ms, errors, cost, breach, config } = policies[policy].series;
    return {
      scenario: name,
      policy,
      seed,
      t: [...t],
      requests: [...requests],
      p95_ms: [...p95_ms],
      errors: [...errors],
      cost: [...cost],
      breach: [...breach],
      config: Object.fromEntries(Object.entries(config).map(([attribute, values]) => [attribute, [...values]])),
    };
  });
}

function meanOf(runs: readonly ScenarioFigures[]): ScenarioFigures {
  const mean = (read: (figures: ScenarioFigures) => number | null): number => {
    const known = runs.map(read).filter((value) => value !== null);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  const p95 = mean(({ p95_ms }) => p95_ms);
  return {
    breach_seconds: mean(({ breach_seconds }) => breach_seconds),
    core_seconds: mean(({ core_seconds }) => core_seconds),
    cost: mean(({ cost }) => cost),
    requests: mean(({ requests }) => requests),
    errors: mean(({ errors }) => errors),
    p95_ms: Number.isFinite(p95) ? p95 : null,
  };
}
