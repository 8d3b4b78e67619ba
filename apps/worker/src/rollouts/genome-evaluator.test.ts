import { ortRuntime } from "@fleet-persona/onnx-runtime";
import { expect, it } from "vitest";
import { genomeEvaluator } from "./genome-evaluator.ts";
import { probeTask } from "./testing/probe-task.ts";
import { sampleGenome } from "./testing/sample-genome.ts";

const evaluate = await genomeEvaluator(ortRuntime, probeTask);
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const item = JSON.parse(new TextDecoder().decode(sampleGenome(1))) as { readonly genome: Record<string, unknown> };
const withGenome = (more: object) => bytes({ ...item, genome: { ...item.genome, ...more } });

it("genomeEvaluator gives the same for the same genome and seeds, whatever came between", async () => {
  const first = await evaluate(sampleGenome(1), [1, 2]);
  const other = await evaluate(sampleGenome(2), [1, 2]);
  expect(await evaluate(sampleGenome(1), [1, 2])).toEqual(first);
  expect(other).not.toEqual(first);
  expect(first).toMatchObject({ fitness: expect.any(Number), figures: { requests: expect.any(Number) } });
});

it("genomeEvaluator gives the same once its task went through JSON", async () => {
  const task = JSON.parse(JSON.stringify(probeTask)) as typeof probeTask;
  const again = await genomeEvaluator(ortRuntime, task);
  expect(await again(sampleGenome(3), [5])).toEqual(await evaluate(sampleGenome(3), [5]));
});

it.each([
  ["no JSON", Uint8Array.of(1, 2, 3), /wrong at/],
  ["no weights", withGenome({ weights: undefined }), /wrong at genome.weights/],
  ["more than a genome", withGenome({ code: "1" }), /wrong at/],
  ["a setting out of its range", withGenome({ adaptation: { adjustment_factor: -1 } }), /wrong at genome.adaptation/],
  ["weights of another network", withGenome({ weights: Buffer.alloc(40).toString("base64") }), /weights/],
])("genomeEvaluator refuses %s", async (_what, given, message) => {
  await expect(evaluate(given, [1])).rejects.toThrow(message);
});

it("genomeEvaluator lets a genome learn first where the task says so, and gives what it learned", async () => {
  const settings = { environments: 2, stepsPerIteration: 8, batchSize: 16, epochs: 1 };
  const taught = await genomeEvaluator(ortRuntime, { ...probeTask, learning: { steps: 16, settings } });
  const first = await taught(sampleGenome(1), [4]);
  expect(first).toMatchObject({ weights: expect.any(String) });
  expect(await taught(sampleGenome(1), [4])).toEqual(first);
});
