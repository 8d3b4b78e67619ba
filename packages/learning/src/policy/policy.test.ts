import { encodedWidth } from "@fleet-persona/persona";
import { expect, it } from "vitest";
import { cloningModel } from "../cloning/cloning-loss.ts";
import { batchFeeds, encodeRows } from "../cloning/batch.ts";
import { gradients } from "../graph/gradients.ts";
import { Graph, type Symbolic } from "../graph/graph.ts";
import { reduceSum } from "../graph/reduce.ts";
import { reshape } from "../graph/layout.ts";
import { add, square } from "../graph/arithmetic.ts";
import { type OnnxModelSession, tensor } from "../runtime.ts";
import { gradientError } from "../testing/finite-differences.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { attributes, inputsOf, recording } from "../testing/synthetic-fleet.ts";
import { ADAM_DEFAULTS } from "../training/adam.ts";
import { flatParameters, initialWeights, parameterCount } from "../training/parameters.ts";
import { gaussian, randomFromSeed } from "../training/random.ts";
import { initialTrainingState, loadTrainer } from "../training/training-step.ts";
import { exportPolicy, rolloutModel } from "./export-policy.ts";
import { policyForward, policyInputsOf, policyLayout, policyOutputs } from "./network.ts";

const rows = recording(2, 20, 1);
const spec = { attributes, inputs: inputsOf(rows), hidden: [64, 64] };
const weights = initialWeights(policyLayout(spec), randomFromSeed(4)).map((value) => value + 0.05);
const encoded = encodeRows(spec, rows);
const { signals, present, config } = batchFeeds(encoded, [...rows.keys()], rows.length) as Record<
  "signals" | "present" | "config",
  ReturnType<typeof tensor>
>;

it("exportPolicy gives exactly what the graph with flat weights gives", async () => {
  const exported = await nodeRuntime.load(exportPolicy(spec, weights));
  const rollout = await nodeRuntime.load(rolloutModel(spec));
  const feeds = { signals, present, config };
  const fromPolicy = await exported.run(feeds);
  const fromFlat = await rollout.run({ ...feeds, weights: tensor(weights, [weights.length]) });
  expect(Object.keys(fromPolicy).sort()).toEqual(Object.keys(fromFlat).sort());
  for (const [name, { data, dims }] of Object.entries(fromPolicy)) {
    expect(fromFlat[name]?.dims).toEqual(dims);
    for (const [at, value] of data.entries()) expect(fromFlat[name]?.data[at]).toBeCloseTo(value, 6);
  }
});

it("exportPolicy gives probabilities for choices and a mean and a deviation for numbers", async () => {
  const outputs = await (await nodeRuntime.load(exportPolicy(spec, weights))).run({ signals, present, config });
  expect(outputs["weights.cpu_allocation"]?.dims).toEqual([rows.length, 2]);
  expect(outputs["weights.compression"]?.dims).toEqual([rows.length, 2]);
  expect(outputs["value"]?.dims).toEqual([rows.length, 1]);
  const cache = outputs["weights.caching_strategy"];
  expect(cache?.dims).toEqual([rows.length, 3]);
  const [a = 0, b = 0, c = 0] = cache?.data ?? [];
  expect(a + b + c).toBeCloseTo(1, 5);
});

it("exportPolicy ignores the number that stands in for a missing signal, and bounds an absurd one", async () => {
  const session = await nodeRuntime.load(exportPolicy(spec, weights));
  const ask = async (latency: number, seen: number) => {
    const outputs = await one(session, [130, latency], [1, seen]);
    return [...(outputs["weights.cpu_allocation"]?.data ?? [])];
  };
  expect(await ask(0, 0)).toEqual(await ask(1e9, 0));
  expect(await ask(1e9, 1)).toEqual(await ask(1e12, 1));
});

it("exportPolicy refuses weights that are not finite", () => {
  const broken = Float32Array.from(weights);
  broken[3] = Number.NaN;
  expect(() => exportPolicy(spec, broken)).toThrow(expect.objectContaining({ code: "not-finite" }));
});

it("policyForward has the gradients of its finite differences, through the whole network", async () => {
  const small = { ...spec, hidden: [5, 4] };
  const layout = policyLayout(small);
  const start = initialWeights(layout, randomFromSeed(9));
  const random = randomFromSeed(2);
  const graph = new Graph("whole");
  const inputs = policyInputsOf(graph, small);
  const flat = graph.input("weights", [parameterCount(layout)]);
  const forward = policyForward(graph, small, inputs, flatParameters(graph, layout, flat));
  let loss: Symbolic = reshape(graph, reduceSum(graph, square(graph, forward.value)), [1]);
  policyOutputs(graph, forward);
  for (const head of forward.heads.values()) {
    const value = head.kind === "choice" ? head.logits : head.mean;
    loss = add(graph, loss, reshape(graph, reduceSum(graph, square(graph, value)), [1]));
    if (head.kind === "number") loss = add(graph, loss, reshape(graph, head.standardDeviation, [1]));
  }
  graph.output("loss", loss);
  graph.output("gradient", gradients(graph, loss, [flat])[0] as Symbolic);
  const session = await nodeRuntime.load(graph.encode());
  const feeds = {
    ...batchOf(3),
    weights: tensor(
      start.map((value) => value + 0.2 * gaussian(random)),
      [start.length],
    ),
  };
  const gradient = (await session.run(feeds))["gradient"]?.data as Float32Array;
  expect(await gradientError(session, feeds, "weights", gradient)).toBeLessThan(5e-3);
});

it("cloningModel takes Adam's first step of one learning rate against the sign of the gradient", async () => {
  const trainer = await loadTrainer(nodeRuntime, cloningModel(spec, ADAM_DEFAULTS));
  const feeds = batchFeeds(encoded, [...rows.keys()], 64);
  const { state, report } = await trainer.step(initialTrainingState(weights), 1e-3, feeds);
  const moved = state.weights.map((value, at) => Math.abs(value - (weights[at] ?? 0)));
  expect(Math.max(...moved)).toBeCloseTo(1e-3, 4);
  expect(report.gradientNorm).toBeGreaterThan(0);
  const next = await trainer.step(state, 1e-3, feeds);
  expect(next.report.loss).toBeLessThan(report.loss);
});

function batchOf(size: number) {
  const cut = (data: Float32Array, width: number) => tensor(data.slice(0, size * width), [size, width]);
  return {
    signals: cut(encoded.signals, 2),
    present: cut(encoded.present, 2),
    config: cut(encoded.config, encodedWidth(attributes)),
  };
}

function one(session: OnnxModelSession, values: number[], seen: number[]) {
  const width = encodedWidth(attributes);
  return session.run({
    signals: tensor(Float32Array.from(values), [1, values.length]),
    present: tensor(Float32Array.from(seen), [1, seen.length]),
    config: tensor(new Float32Array(width), [1, width]),
  });
}
