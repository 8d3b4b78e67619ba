import { ortRuntime } from "@fleet-persona/onnx-runtime";
import { expect, it } from "vitest";
import { genomeEvaluator } from "./genome-evaluator.ts";
import { probeTask } from "./testing/probe-task.ts";
import { sampleGenome } from "./testing/sample-genome.ts";

const evaluate = await genomeEvaluator(ortRuntime, probeTask);
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const genome = JSON.parse(new TextDecoder().decode(sampleGenome(1))) as Record<string, unknown>;

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
  ["no weights", bytes({ ...genome, weights: undefined }), /wrong at weights/],
  ["more than a genome", bytes({ ...genome, code: "1" }), /wrong at/],
  ["a setting out of its range", bytes({ ...genome, adaptation: { adjustment_factor: -1 } }), /wrong at adaptation/],
  ["weights of another network", bytes({ ...genome, weights: Buffer.alloc(40).toString("base64") }), /weights/],
])("genomeEvaluator refuses %s", async (_what, given, message) => {
  await expect(evaluate(given, [1])).rejects.toThrow(message);
});
