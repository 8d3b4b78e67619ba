import type { TraceEvaluation } from "@fleet-persona/learning";
import type { ScenarioPart } from "@fleet-persona/learning-jobs";
import { evidenceOf, PERSONA, type Evidence } from "../bundle/evidence.ts";
import { readBundle, type ReadBundle } from "../bundle/read-bundle.ts";
import { needed, wholeNumber, type Given } from "../command-line.ts";
import { baselinesOf, evaluateAll, seedsFrom } from "../evaluation/evaluate-all.ts";
import { terminalTable } from "../evaluation/figures-table.ts";
import { jobRunnerOf } from "../evaluation/job-runner-of.ts";
import { personaOf, projectOf, taskFor } from "../evaluation/personas-on-task.ts";
import { traceScenario, type TraceScenario } from "../evaluation/trace-scenario.ts";
import { verdict } from "../evaluation/verdict.ts";
import { writeAtomically } from "../files/write-atomically.ts";
import { STOPPED_EXIT_CODE } from "../persona-error.ts";
import { progressOn, type Progress } from "../progress/progress.ts";
import type { ReadProject } from "../project/read-project.ts";
import { renderReport } from "../report/render-report.ts";
import { interruptible } from "../training/interruptible.ts";
import type { World } from "../world.ts";

/** `persona evaluate --bundle DIR --trace FILE`. */
export async function evaluateCommand(given: Given, world: World): Promise<number> {
  const folder = needed(given, "evaluate", "bundle");
  const bundle = readBundle(folder);
  const read = projectOf(given, folder);
  const trace = given.trace === undefined ? null : traceScenario(given, read.project);
  const scenario: ScenarioPart = trace?.part ?? { kind: "task", name: "unseen scenarios" };
  const evaluation = await evaluated(given, world, {
    read,
    bundles: [[PERSONA, bundle]],
    scenario,
    note: trace?.note ?? "",
  });
  if (evaluation === null) return STOPPED_EXIT_CODE;
  if (given.report !== undefined) writeAtomically(given.report, reportOf(given, bundle, read, evaluation));
  const policies = evaluation[0]?.policies ?? {};
  if (given.json === true) {
    world.out(`${JSON.stringify({ trace: scenario.name, policies, ...factsOf(evaluation, trace) })}\n`);
  } else {
    world.out(
      `${scenario.name}${trace === null ? "" : `: ${trace.note}`}\n\n${terminalTable(policies, [PERSONA])}\n\n${verdict(policies)}\n`,
    );
  }
  return 0;
}

/** Bundles and baselines on one scenario; null when a person stopped it. */
export async function evaluated(
  given: Given,
  world: World,
  what: {
    readonly read: ReadProject;
    readonly bundles: readonly (readonly [name: string, bundle: ReadBundle])[];
    readonly scenario: ScenarioPart;
    readonly note: string;
    readonly policies?: string;
  },
): Promise<readonly TraceEvaluation[] | null> {
  const { read, bundles, scenario } = what;
  const { evaluation } = read.project;
  const personas = bundles.map(([name, bundle]) => personaOf(name, bundle));
  const policies = [...baselinesOf(given.policies ?? what.policies), ...personas];
  const seeds = seedsFrom(evaluation.first_seed, wholeNumber(given, "seeds", 1, evaluation.seeds));
  const task = taskFor(
    read,
    bundles.map(([, bundle]) => bundle),
  );
  const progress: Progress = given.json === true ? quiet : progressOn(world);
  await using runner = await jobRunnerOf(given, world);
  const { signal, release } = interruptible(world, progress);
  try {
    return await evaluateAll({ task, policies, scenarios: [scenario], seeds }, { runner, progress, signal });
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  } finally {
    release();
    progress.end();
  }
}

// With --json standard output is one object, and there is nobody to watch.
const quiet: Progress = { say: () => undefined, show: () => undefined, end: () => undefined };

function factsOf(evaluation: readonly TraceEvaluation[], trace: TraceScenario | null): Record<string, unknown> {
  const seeds = (evaluation[0]?.runs ?? []).map(({ seed }) => seed);
  if (trace === null) return { seeds };
  return { seeds, seconds: trace.seconds, pace: trace.pace, peak: trace.peak };
}

function reportOf(given: Given, bundle: ReadBundle, read: ReadProject, evaluation: readonly TraceEvaluation[]): string {
  const claimed = JSON.parse(new TextDecoder().decode(bundle.files["evidence.json"])) as Partial<Evidence>;
  const { bundle: folder = "", trace, seeds } = given;
  const command = `persona evaluate --bundle ${folder}${trace === undefined ? "" : ` --trace ${trace}`}${seeds === undefined ? "" : ` --seeds ${seeds}`}`;
  const evidence = evidenceOf({
    evaluation,
    objectiveMs: read.project.fleet.objective.p95_ms,
    reward: read.project.reward,
    training: claimed.training ?? [],
    reproduce: [command],
    basis: claimed.basis ?? "",
  });
  return renderReport({ manifest: bundle.manifest, evidence });
}
