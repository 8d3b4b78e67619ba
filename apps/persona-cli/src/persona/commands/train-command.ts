import { join } from "node:path";
import {
  decidedWeights,
  exportPolicy,
  exportQPolicy,
  LearningError,
  type TaskDescription,
} from "@fleet-persona/learning";
import type { JobRunner } from "@fleet-persona/learning-jobs";
import { finishBundle } from "../bundle/finish-bundle.ts";
import type { TrainingRecord } from "../bundle/evidence.ts";
import { oneOf, wholeNumber, type Given } from "../command-line.ts";
import { jobRunnerOf } from "../evaluation/job-runner-of.ts";
import { baselinesOf } from "../evaluation/evaluate-all.ts";
import { PersonaCliError, STOPPED_EXIT_CODE } from "../persona-error.ts";
import { progressOn, type Progress } from "../progress/progress.ts";
import { readProject, type ReadProject } from "../project/read-project.ts";
import { describeTask, taskWithInputs } from "../project/task-of.ts";
import { cloneTeacher } from "../training/clone-teacher.ts";
import { bytesOf, weightsOf, writeRunFile, type RunFile, type RunHeader } from "../training/run-file.ts";
import { specOf, trainNetwork } from "../training/train-network.ts";
import type { Trained, Training } from "../training/trained.ts";
import {
  ALGORITHMS,
  checkpointPath,
  planOf,
  resumedRun,
  weightsPath,
  type TrainingPlan,
} from "../training/training-plan.ts";
import { interruptible, type Interruption } from "../training/interruptible.ts";
import type { World } from "../world.ts";

/** What a way of training does; the rest of a run is the same for all. */
export type Trainer = (training: Training) => Promise<Trained>;

/** `persona train DIR`. */
export async function trainCommand(given: Given, world: World): Promise<number> {
  const [folder = ""] = given.words;
  const read = readProject(folder);
  const { training } = read.project;
  const algorithm = oneOf(given, "algorithm", ALGORITHMS, "ppo");
  const plan = planOf(read, {
    algorithm,
    seed: wholeNumber(given, "seed", 0, training.seed),
    steps:
      algorithm === "clone"
        ? training.clone.episodes * (training.clone.rounds + 1)
        : wholeNumber(given, "steps", 1, training.steps),
    from: given.from,
  });
  const trainer: Trainer = algorithm === "clone" ? cloneTeacher : (request) => trainNetwork(algorithm, request);
  return runTraining({ given, world, read, plan, trainer });
}

/** A run from its plan to its bundle. Resolves to the exit code. */
export async function runTraining(run: {
  readonly given: Given;
  readonly world: World;
  readonly read: ReadProject;
  readonly plan: TrainingPlan;
  readonly trainer: Trainer;
}): Promise<number> {
  const { given, world, read } = run;
  // Before anything takes long: what is wrong with the command line should not come out after an hour.
  baselinesOf(given.policies);
  wholeNumber(given, "seeds", 1, null);
  const progress = progressOn(world, { json: given.json === true });
  await using runner = await jobRunnerOf(given, world);
  const interruption = interruptible(world, progress);
  try {
    const { task, trained } = await trainedRun(run, { runner, progress, interruption });
    if (!trained.ended) return saidStopped(run, progress);
    const options = {
      out: given.out ?? join(read.folder, "bundle"),
      seeds: wholeNumber(given, "seeds", 1, read.project.evaluation.seeds),
      policies: given.policies,
      json: given.json === true,
    };
    await finishBundle(finishedOf(run, task, trained), options, {
      runner,
      progress,
      signal: interruption.signal,
      world,
    });
    return 0;
  } catch (error) {
    progress.end();
    if (interruption.signal.aborted) return saidStopped(run, progress);
    if (error instanceof LearningError) throw learningFailed(error);
    throw error;
  } finally {
    interruption.release();
  }
}

async function trainedRun(
  { given, read, plan, trainer }: Parameters<typeof runTraining>[0],
  { runner, progress, interruption }: { runner: JobRunner; progress: Progress; interruption: Interruption },
): Promise<{ task: TaskDescription; trained: Trained }> {
  const kept = given.resume === true ? resumedRun(read.folder, plan) : null;
  if (given.resume === true && kept === null) progress.say("There is nothing to go on from: beginning anew.");
  const inputs = kept?.header.inputs ?? plan.from?.run.header.inputs;
  if (inputs === undefined) progress.say("Measuring the signals in exploratory runs …");
  const task = inputs === undefined ? await describeTask(read) : taskWithInputs(read, inputs);
  if (kept?.header.payload === "weights") {
    progress.say("Training was done already: going on with its evaluation.");
    const bred = kept.header.bred as Trained["bred"];
    const done = { weights: weightsOf(kept), curve: kept.header.curve, ended: true };
    return { task, trained: bred === undefined ? done : { ...done, bred } };
  }
  const keep = (payload: Uint8Array, curve: RunHeader["curve"], over: Partial<RunHeader> = {}): RunFile => ({
    header: {
      algorithm: plan.algorithm,
      seed: plan.seed,
      steps: plan.steps,
      basis: plan.basis,
      from: plan.from?.name ?? null,
      hidden: read.project.training.hidden,
      inputs: [...task.inputs],
      curve,
      payload: "checkpoint",
      ...over,
    },
    payload,
  });
  const trained = await trainer({
    task,
    project: read.project,
    plan: { ...plan, from: plan.from === null ? null : { weights: weightsOf(plan.from.run) } },
    resume: kept,
    runner,
    progress,
    keep: (payload, curve) => writeRunFile(checkpointPath(read.folder, plan.algorithm), keep(payload, [...curve])),
    stopped: () => interruption.signal.aborted,
    signal: interruption.signal,
  });
  progress.end();
  if (trained.ended) {
    const over = { payload: "weights" as const, ...(trained.bred === undefined ? {} : { bred: trained.bred }) };
    writeRunFile(weightsPath(read.folder, plan.algorithm), keep(bytesOf(trained.weights), [...trained.curve], over));
  }
  return { task: { ...task, ...trained.bred }, trained };
}

function finishedOf(
  { given, read, plan }: Parameters<typeof runTraining>[0],
  task: TaskDescription,
  { weights, curve }: Trained,
): Parameters<typeof finishBundle>[0] {
  const spec = specOf(task, read.project);
  const model =
    plan.algorithm === "dqn"
      ? exportQPolicy(spec, weights, { temperature: read.project.training.dqn_temperature })
      : // How far learning explored is no doubt of what it found.
        exportPolicy(spec, decidedWeights(spec, weights));
  const before = plan.from;
  const own: TrainingRecord = {
    algorithm: plan.algorithm,
    seed: plan.seed,
    steps: plan.steps,
    from: before?.name ?? null,
    curve,
  };
  const earlier: readonly TrainingRecord[] =
    before === null
      ? []
      : [{ ...before.run.header, from: before.run.header.from, curve: before.run.header.curve }].map(recordOf);
  return {
    read,
    task,
    model,
    opset: 17,
    training: [...earlier, own],
    generation: plan.algorithm === "evolve" ? plan.steps : 0,
    parents: before === null ? [] : [`${before.name}, seed ${before.run.header.seed}`],
    reproduce: [...earlier, own].map((record) => commandOf(record, given.words[0] ?? ".")),
    basis: plan.basis,
  };
}

function recordOf({ algorithm, seed, steps, from, curve }: RunHeader): TrainingRecord {
  return { algorithm, seed, steps, from, curve };
}

function commandOf({ algorithm, seed, steps, from }: TrainingRecord, folder: string): string {
  const began = from === null ? "" : ` --from ${from}`;
  if (algorithm === "evolve") return `persona evolve ${folder}${began} --generations ${steps} --seed ${seed}`;
  const length = algorithm === "clone" ? "" : ` --steps ${steps}`;
  return `persona train ${folder} --algorithm ${algorithm}${began}${length} --seed ${seed}`;
}

function saidStopped({ given, plan }: Parameters<typeof runTraining>[0], progress: Progress): number {
  progress.end();
  const own = commandOf({ ...plan, from: plan.from?.name ?? null, curve: [] }, given.words[0] ?? ".");
  const out = given.out === undefined ? "" : ` --out ${given.out}`;
  progress.say(`Stopped; what was reached is saved. Go on with: ${own}${out} --resume`);
  return STOPPED_EXIT_CODE;
}

function learningFailed(error: LearningError): PersonaCliError {
  return new PersonaCliError(
    "training-failed",
    `Training failed: ${error.message}. The last checkpoint is as it was.`,
    {
      code: error.code,
    },
  );
}
