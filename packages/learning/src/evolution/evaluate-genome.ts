import { personaPolicy } from "../baselines/persona-policy.ts";
import { meanFigures, type PolicyFigures } from "../evaluation/figures.ts";
import { runPolicy } from "../evaluation/run-policy.ts";
import { decidedWeights } from "../fleet/decided-weights.ts";
import { fleetEnvironment } from "../fleet/fleet-environment.ts";
import { taskOf, type TaskDescription } from "../fleet/task-description.ts";
import { policyNetwork } from "../network/policy-network.ts";
import { rolloutModel } from "../policy/export-policy.ts";
import { policyLayout } from "../policy/network.ts";
import type { PpoSettings } from "../ppo/settings.ts";
import { trainPpo } from "../ppo/train-ppo.ts";
import { tensor, type OnnxModelSession, type OnnxRuntime } from "../runtime.ts";
import type { Layout } from "../training/parameters.ts";
import type { Candidate, Judgement } from "./evolve.ts";
import { genomeFromJson, genomeToJson, weightsFromText, weightsToText, type GenomeJson } from "./genome-codec.ts";
import type { Genome } from "./genome.ts";

const LEARNING_SEEDS = 100_003;

/** What all genomes of a search have in common; plain JSON. */
export type GenomeTask = {
  readonly task: TaskDescription;
  readonly hidden: readonly number[];
  /**
   * Steps of PPO that each genome learns first, from its own weights and for its own reward; what was learned is inherited. Only so
   * do the genes of the reward matter: fitness is always by the task's. None by default.
   */
  readonly learning?: { readonly steps: number; readonly settings?: Partial<PpoSettings> };
};

/** One genome to judge, as plain JSON: what goes through a queue to whoever is free. */
export type GenomeJob = GenomeTask & {
  readonly generation: number;
  readonly index: number;
  readonly genome: GenomeJson;
  readonly seeds: readonly number[];
};

/** The answer to a job; `figures` are means over its scenarios, `weights` what was learned, if anything was. */
export type GenomeResult = {
  readonly index: number;
  readonly fitness: number;
  readonly figures: PolicyFigures;
  readonly weights?: string;
};

export function genomeJob(common: GenomeTask, candidate: Candidate): GenomeJob {
  const { generation, index, genome, seeds } = candidate;
  return { ...common, generation, index, genome: genomeToJson(genome), seeds };
}

/** A result, from wherever it came, as `evolve` takes it. */
export function judgementOf({ index, fitness, weights }: GenomeResult): Judgement {
  return weights === undefined ? { index, fitness } : { index, fitness, weights: weightsFromText(weights) };
}

/** The layout that genomes of this task have their weights in. */
export function genomeLayout({ task, hidden }: GenomeTask): Layout {
  return policyLayout({ attributes: task.attributes, inputs: task.inputs, hidden });
}

/**
 * Judges genomes of one task: the mean reward, by the task's own weights, of the Persona under the engine over the job's
 * scenarios. The network is loaded once and fed each genome's weights, so a worker can judge thousands. Same job, same answer.
 */
export async function genomeJudge(
  runtime: OnnxRuntime,
  common: GenomeTask,
): Promise<(job: Pick<GenomeJob, "generation" | "index" | "genome" | "seeds">) => Promise<GenomeResult>> {
  const task = taskOf(common.task);
  const { attributes, inputs } = task;
  const rollout = await runtime.load(rolloutModel({ attributes, inputs, hidden: common.hidden }));
  return async (job) => {
    const genome = genomeFromJson(job.genome);
    const { adaptation, triggers } = genome;
    const learned = await learnedBy(runtime, common, genome, job);
    const session = withWeights(rollout, learned ?? genome.weights);
    const policy = personaPolicy({ session, attributes, inputs, adaptation, triggers });
    const runs: PolicyFigures[] = [];
    for (const seed of job.seeds) {
      runs.push((await runPolicy({ task, policy, scenario: task.scenario(seed), seed })).figures);
    }
    const figures = meanFigures(runs);
    const result = { index: job.index, fitness: figures.reward, figures };
    return learned === null ? result : { ...result, weights: weightsToText(learned) };
  };
}

/** The weights after the genome's own learning; null where there is none. Chance comes from its place in the search alone. */
async function learnedBy(
  runtime: OnnxRuntime,
  { task: description, hidden, learning }: GenomeTask,
  { weights, reward, adaptation, triggers }: Genome,
  { generation, index }: Pick<GenomeJob, "generation" | "index">,
): Promise<Float32Array | null> {
  if (learning === undefined) return null;
  const task = taskOf({ ...description, reward, adaptation, triggers });
  const { attributes, inputs } = task;
  const result = await trainPpo({
    environment: () => fleetEnvironment(task),
    network: policyNetwork({ attributes, inputs, hidden }),
    settings: learning.settings ?? {},
    steps: learning.steps,
    seed: generation * LEARNING_SEEDS + index,
    runtime,
    initialWeights: weights,
  });
  return decidedWeights({ attributes, inputs, hidden }, result.weights);
}

/** An evaluator for `evolve` in this process. */
export async function judgeHere(
  runtime: OnnxRuntime,
  common: GenomeTask,
): Promise<(candidates: readonly Candidate[]) => Promise<readonly Judgement[]>> {
  const judge = await genomeJudge(runtime, common);
  return async (candidates) => {
    const judgements: Judgement[] = [];
    for (const candidate of candidates) judgements.push(judgementOf(await judge(genomeJob(common, candidate))));
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
