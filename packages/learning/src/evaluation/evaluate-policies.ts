import type { Scenario } from "@fleet-persona/simulator";
import type { FleetPolicy } from "../baselines/fleet-policy.ts";
import type { FleetTask } from "../fleet/fleet-task.ts";
import { meanFigures, seriesOf, type PolicyFigures, type RunSeries } from "./figures.ts";
import { runPolicy } from "./run-policy.ts";

/** A trace or a kind of traffic, and its scenario for a seed. */
export type NamedScenario = { readonly trace: string; readonly scenario: (seed: number) => Scenario };

export type EvaluationRequest = {
  readonly task: FleetTask;
  readonly policies: readonly FleetPolicy[];
  readonly scenarios: readonly NamedScenario[];
  readonly seeds: readonly number[];
  /** Of which seeds the seconds are kept, for charts: default the first. */
  readonly seriesOf?: readonly number[];
  readonly onProgress?: (done: { readonly runs: number; readonly of: number; readonly trace: string }) => void;
  readonly stop?: () => boolean;
};

/** All policies on the same arrivals. */
export type TraceRun = {
  readonly seed: number;
  readonly policies: Readonly<Record<string, PolicyFigures>>;
  readonly series?: Readonly<Record<string, RunSeries>>;
};

/** What `evaluate --json` prints for a trace: each policy's means over the seeds, and the runs they are made of. */
export type TraceEvaluation = {
  readonly trace: string;
  readonly policies: Readonly<Record<string, PolicyFigures>>;
  readonly runs: readonly TraceRun[];
};

/**
 * Runs every policy over every scenario and seed, one after the other; plain JSON comes out. Policies of one trace and seed
 * meet the same arrivals, sizes and faults, so that they may be compared pair by pair. Same request, same figures.
 */
export async function evaluatePolicies(request: EvaluationRequest): Promise<readonly TraceEvaluation[]> {
  const { task, policies, scenarios, seeds, onProgress, stop } = request;
  const kept = new Set(request.seriesOf ?? seeds.slice(0, 1));
  const of = scenarios.length * seeds.length * policies.length;
  const evaluated: TraceEvaluation[] = [];
  let done = 0;
  for (const { trace, scenario } of scenarios) {
    const runs: TraceRun[] = [];
    for (const seed of seeds) {
      const figures: Record<string, PolicyFigures> = {};
      const series: Record<string, RunSeries> = {};
      const situation = scenario(seed);
      for (const policy of policies) {
        if (stop?.() === true) return evaluated;
        const run = await runPolicy({ task, policy, scenario: situation, seed });
        figures[policy.name] = run.figures;
        if (kept.has(seed)) series[policy.name] = seriesOf(run.seconds);
        onProgress?.({ runs: (done += 1), of, trace });
      }
      runs.push({ seed, policies: figures, ...(kept.has(seed) ? { series } : {}) });
    }
    evaluated.push({ trace, policies: meansOf(runs), runs });
  }
  return evaluated;
}

function meansOf(runs: readonly TraceRun[]): Record<string, PolicyFigures> {
  const names = Object.keys(runs[0]?.policies ?? {});
  return Object.fromEntries(
    names.map((name) => [name, meanFigures(runs.flatMap(({ policies }) => policies[name] ?? []))]),
  );
}
