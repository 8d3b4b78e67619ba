import {
  BASELINES,
  meanFigures,
  type TaskDescription,
  type TraceEvaluation,
  type TraceRun,
} from "@fleet-persona/learning";
import type { JobRunner, PolicyPart, ScenarioPart } from "@fleet-persona/learning-jobs";
import { usageError } from "../../command-line/command-error.ts";
import type { Progress } from "../progress/progress.ts";

export type EvaluationPlan = {
  readonly task: TaskDescription;
  readonly policies: readonly PolicyPart[];
  readonly scenarios: readonly ScenarioPart[];
  readonly seeds: readonly number[];
};

export type EvaluationWork = { readonly runner: JobRunner; readonly progress: Progress; readonly signal: AbortSignal };

// So many seeds of each scenario keep their seconds; the most eventful of them are drawn.
const CHARTED_SEEDS = 6;

/** Every policy over every scenario and seed; those of one scenario and seed meet the same arrivals. */
export async function evaluateAll(
  { task, policies, scenarios, seeds }: EvaluationPlan,
  { runner, progress, signal }: EvaluationWork,
): Promise<readonly TraceEvaluation[]> {
  const jobs = scenarios.flatMap((scenario) =>
    seeds.flatMap((seed, at) =>
      policies.map((policy) => ({
        kind: "evaluate" as const,
        task,
        policy,
        scenario,
        seed,
        keepSeries: at < CHARTED_SEEDS,
      })),
    ),
  );
  const names = policies.map(({ name }) => name);
  const runs = await runner.run<"evaluate">(jobs, {
    signal,
    onDone: (done) =>
      progress.show({
        task: "evaluating",
        done,
        of: jobs.length,
        unit: "runs",
        figures: [names[done % names.length] ?? ""],
        event: {},
      }),
  });
  return scenarios.map(({ name }, at) => {
    const size = seeds.length * policies.length;
    const own = runs.slice(at * size, (at + 1) * size);
    return merged(
      name,
      seeds.map((_, seedAt) => together(own.slice(seedAt * policies.length, (seedAt + 1) * policies.length))),
    );
  });
}

/** The baselines to compare with: all of them, or those that were named. */
export function baselinesOf(list: string | undefined): readonly PolicyPart[] {
  const known = BASELINES.map(({ name }) => name);
  const wanted = list === undefined ? known : list.split(",").filter((name) => name !== "" && name !== "none");
  for (const name of wanted)
    if (!known.includes(name))
      throw usageError(`--policies: there is no baseline ${name}; there are ${known.join(", ")}, or none.`);
  return wanted.map((name) => ({ kind: "baseline", name }));
}

/** Seeds of scenarios that nobody trained on. */
export function seedsFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => first + at);
}

/** An evaluation with other policies' runs beside its own; both over the same scenarios and seeds. */
export function beside(a: readonly TraceEvaluation[], b: readonly TraceEvaluation[]): readonly TraceEvaluation[] {
  return a.map(({ trace, runs }, at) =>
    merged(
      trace,
      runs.map((run, seedAt) => together([b[at]?.runs[seedAt], run].filter((each) => each !== undefined))),
    ),
  );
}

function together(runs: readonly TraceRun[]): TraceRun {
  const policies = Object.assign({}, ...runs.map((run) => run.policies)) as TraceRun["policies"];
  const series = Object.assign({}, ...runs.map((run) => run.series ?? {})) as NonNullable<TraceRun["series"]>;
  const seed = runs[0]?.seed ?? 0;
  return Object.keys(series).length === 0 ? { seed, policies } : { seed, policies, series };
}

function merged(trace: string, runs: readonly TraceRun[]): TraceEvaluation {
  const names = Object.keys(runs[0]?.policies ?? {});
  const means = names.map((name) => [name, meanFigures(runs.flatMap(({ policies }) => policies[name] ?? []))]);
  return { trace, policies: Object.fromEntries(means) as TraceEvaluation["policies"], runs };
}
