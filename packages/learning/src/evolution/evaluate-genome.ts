import { personaPolicy } from "../baselines/persona-policy.ts";
import { meanFigures, type PolicyFigures } from "../evaluation/figures.ts";
import { runPolicy } from "../evaluation/run-policy.ts";
import { taskOf, type TaskDescription } from "../fleet/task-description.ts";
import { rolloutModel } from "../policy/export-policy.ts";
import { policyLayout } from "../policy/network.ts";
import { tensor, type OnnxModelSession, type OnnxRuntime } from "../runtime.ts";
import type { Layout } from "../training/parameters.ts";
import type { Candidate, Judgement } from "./evolve.ts";
import { genomeFromJson, genomeToJson, type GenomeJson } from "./genome-codec.ts";
import type { Genome } from "./genome.ts";

/** One genome to judge, as plain JSON: what goes through a queue to whoever is free. */
export type GenomeJob = {
  readonly task: TaskDescription;
  readonly hidden: readonly number[];
  readonly generation: number;
  readonly index: number;
  readonly genome: GenomeJson;
  readonly seeds: readonly number[];
};

/** The answer to a job; `figures` are means over its scenarios. */
export type GenomeResult = { readonly index: number; readonly fitness: number; readonly figures: PolicyFigures };

export function genomeJob(task: TaskDescription, hidden: readonly number[], candidate: Candidate): GenomeJob {
  const { generation, index, genome, seeds } = candidate;
  return { task, hidden, generation, index, genome: genomeToJson(genome), seeds };
}

/** The layout that genomes of this task have their weights in. */
export function genomeLayout(task: TaskDescription, hidden: readonly number[]): Layout {
  return policyLayout({ attributes: task.attributes, inputs: task.inputs, hidden });
}

/**
 * Judges genomes of one task: the mean reward, by the task's own weights, of the Persona under the engine over the job's
 * scenarios. The network is loaded once and fed each genome's weights, so a worker can judge thousands. Same job, same answer.
 */
export async function genomeJudge(
  runtime: OnnxRuntime,
  description: TaskDescription,
  hidden: readonly number[],
): Promise<(job: Pick<GenomeJob, "index" | "genome" | "seeds">) => Promise<GenomeResult>> {
  const task = taskOf(description);
  const rollout = await runtime.load(rolloutModel({ attributes: task.attributes, inputs: task.inputs, hidden }));
  return async ({ index, genome, seeds }) => {
    const { weights, adaptation, triggers } = genomeFromJson(genome);
    const { attributes, inputs } = task;
    const session = withWeights(rollout, weights);
    const policy = personaPolicy({ session, attributes, inputs, adaptation, triggers });
    const runs: PolicyFigures[] = [];
    for (const seed of seeds) {
      runs.push((await runPolicy({ task, policy, scenario: task.scenario(seed), seed })).figures);
    }
    const figures = meanFigures(runs);
    return { index, fitness: figures.reward, figures };
  };
}

/** An evaluator for `evolve` in this process. */
export async function judgeHere(
  runtime: OnnxRuntime,
  task: TaskDescription,
  hidden: readonly number[],
): Promise<(candidates: readonly Candidate[]) => Promise<readonly Judgement[]>> {
  const judge = await genomeJudge(runtime, task, hidden);
  return async (candidates) => {
    const judgements: Judgement[] = [];
    for (const candidate of candidates) judgements.push(await judge(genomeJob(task, hidden, candidate)));
    return judgements;
  };
}

/** A rollout session with its weights already fed: what a Persona's own session would be. */
export function withWeights(rollout: OnnxModelSession, weights: Float32Array): OnnxModelSession {
  const fed = tensor(weights, [weights.length]);
  return { run: (feeds) => rollout.run({ ...feeds, weights: fed }) };
}

/** The genome that a trained policy and a task begin with. */
export function ancestorOf(task: TaskDescription, weights: Float32Array, strength: Genome["strength"]): Genome {
  const { reward, adaptation, triggers } = task;
  return { weights, reward, adaptation, triggers, strength };
}
