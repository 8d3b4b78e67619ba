import { existsSync } from "node:fs";
import { join } from "node:path";
import { usageError } from "../../command-line/command-error.ts";
import { PersonaCliError } from "../persona-error.ts";
import type { ReadProject } from "../project/read-project.ts";
import { digestOf, readRunFile, weightsOf, type RunFile, type RunHeader } from "./run-file.ts";

export const ALGORITHMS = ["ppo", "dqn", "clone"] as const;
export type Algorithm = (typeof ALGORITHMS)[number] | "evolve";

/** What one run is: everything its weights depend on. */
export type TrainingPlan = {
  readonly algorithm: Algorithm;
  readonly seed: number;
  readonly steps: number;
  /** The run whose weights it begins with. */
  readonly from: { readonly name: string; readonly run: RunFile } | null;
  readonly basis: string;
};

/** The plan for a project; `from` names a run of it that has ended. */
export function planOf(
  read: ReadProject,
  {
    algorithm,
    seed,
    steps,
    from,
    more = "",
  }: { algorithm: Algorithm; seed: number; steps: number; from: string | undefined; more?: string },
): TrainingPlan {
  const start = from === undefined ? null : { name: from, run: endedRun(read.folder, from) };
  if (start !== null && (start.name === "dqn") !== (algorithm === "dqn"))
    throw usageError(`--from ${start.name} has a network of another shape than ${algorithm} trains.`);
  const basis = digestOf(read.text, JSON.stringify(read.traces), start?.run.payload ?? "", more);
  return { algorithm, seed, steps, from: start, basis };
}

export function checkpointPath(folder: string, algorithm: string): string {
  return join(folder, "runs", `${algorithm}.checkpoint`);
}

export function weightsPath(folder: string, algorithm: string): string {
  return join(folder, "runs", `${algorithm}.weights`);
}

/** The run that was ended last by name, of those there are. */
export function endedRun(folder: string, name: string): RunFile {
  const run = /^[a-z]+$/.test(name) ? readRunFile(weightsPath(folder, name)) : null;
  if (run !== null && weightsOf(run).length > 0) return run;
  throw new PersonaCliError(
    "file-wrong",
    `There is no finished run ${name} in ${join(folder, "runs")}: make it with \`persona train ${folder} --algorithm ${name}\`.`,
    { code: "run-missing" },
  );
}

/** What was kept of this very plan, to go on from; refused when what was kept is of another. */
export function resumedRun(folder: string, plan: TrainingPlan): RunFile | null {
  const paths = [checkpointPath(folder, plan.algorithm), weightsPath(folder, plan.algorithm)];
  for (const path of paths.filter((each) => existsSync(each))) {
    const run = readRunFile(path);
    if (run === null) continue;
    const difference = differenceOf(run.header, plan);
    if (difference === null) return run;
    // A checkpoint is newer than the weights of a run before it.
    throw new PersonaCliError(
      "training-failed",
      `${path} is of another run: ${difference}. Say the same again, or leave out --resume.`,
      {
        code: "checkpoint-foreign",
      },
    );
  }
  return null;
}

function differenceOf({ seed, steps, from, basis }: RunHeader, plan: TrainingPlan): string | null {
  if (seed !== plan.seed) return `its seed is ${seed}, not ${plan.seed}`;
  if (steps !== plan.steps) return `it is for ${steps} steps, not ${plan.steps}`;
  if (from !== (plan.from?.name ?? null))
    return `it began from ${from ?? "nothing"}, not from ${plan.from?.name ?? "nothing"}`;
  return basis === plan.basis ? null : "persona.yaml, a trace or the run it began from has changed since";
}
