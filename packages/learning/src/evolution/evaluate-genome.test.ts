import { expect, it, vi } from "vitest";
import { measureInputs } from "../fleet/measure-inputs.ts";
import { taskOf } from "../fleet/task-description.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { declaredInputs, smallTask } from "../testing/small-fleet.ts";
import { initialWeights } from "../training/parameters.ts";
import { randomFromSeed } from "../training/random.ts";
import { ancestorOf, genomeJob, genomeJudge, genomeLayout, judgeHere, type GenomeJob } from "./evaluate-genome.ts";
import { evolve } from "./evolve.ts";
import { INITIAL_STRENGTH } from "./genome.ts";

// Whole simulated runs: a second or two of work, more where others keep the machine busy.
vi.setConfig({ testTimeout: 60_000 });

const inputs = await measureInputs(taskOf({ ...smallTask, inputs: [] }), declaredInputs, [1, 2]);
const task = { ...smallTask, inputs, spread: { ...smallTask.spread, seconds: 20 } };
const common = { task, hidden: [8] };
const weights = initialWeights(genomeLayout(common), randomFromSeed(1));
const ancestor = ancestorOf(task, weights, INITIAL_STRENGTH);
const candidate = { generation: 2, index: 5, genome: ancestor, seeds: [3, 4] };

it("genomeJudge gives the same answer to a job that went through JSON to another judge", async () => {
  const job = genomeJob(common, candidate);
  const sent = JSON.parse(JSON.stringify(job)) as GenomeJob;
  const here = await (await genomeJudge(nodeRuntime, common))(job);
  const there = await (await genomeJudge(nodeRuntime, sent))(sent);
  expect(there).toEqual(here);
  expect(here).toMatchObject({ index: 5, fitness: here.figures.reward });
  expect(here.figures.requests).toBeGreaterThan(500);
});

it("genomeJudge lets a genome learn for its own reward first, and gives back what it learned", async () => {
  const settings = { environments: 2, stepsPerIteration: 20, batchSize: 20, epochs: 1 };
  const learning = { ...common, learning: { steps: 40, settings } };
  const judge = async () => (await genomeJudge(nodeRuntime, learning))(genomeJob(learning, candidate));
  const learned = await judge();
  expect(learned.weights).not.toBe(genomeJob(common, candidate).genome.weights);
  expect(await judge()).toEqual(learned);
});

it("evolve breeds Personas of a fleet", async () => {
  const { curve, best } = await evolve({
    ancestor,
    layout: genomeLayout(common),
    seed: 1,
    settings: { population: 4, generations: 2, scenarios: 1 },
    evaluate: await judgeHere(nodeRuntime, common),
  });
  expect(curve).toHaveLength(2);
  expect(best.weights).toHaveLength(weights.length);
});
