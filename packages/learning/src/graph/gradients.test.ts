import { describe, expect, it } from "vitest";
import type { Shape } from "../onnx/model.ts";
import type { Tensor } from "../runtime.ts";
import { gradientError } from "../testing/finite-differences.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { absolute, huber } from "../training/losses.ts";
import { distributions, divergence, entropy, type HeadDistribution, logProbability } from "../network/distribution.ts";
import { deviation } from "../policy/network.ts";
import { gaussian, randomFromSeed } from "../training/random.ts";
import { clip, exp, log, logSoftmax, relu, sigmoid, softmax, softplus, sqrt, tanh } from "./activation.ts";
import { add, div, mul, neg, scale, shift, square, sub } from "./arithmetic.ts";
import { maximum, minimum } from "./extreme.ts";
import { dense, matmul } from "./gemm.ts";
import { gradients, stopGradient } from "./gradients.ts";
import { Graph, type Symbolic } from "./graph.ts";
import { concat, reshape, slice, split } from "./layout.ts";
import { reduceSum } from "./reduce.ts";

type Case = { op: string; shapes: Shape[]; build: (graph: Graph, inputs: readonly Symbolic[]) => Symbolic };

const one = (op: string, build: (graph: Graph, x: Symbolic) => Symbolic): Case => ({
  op,
  shapes: [["N", 4]],
  build: (graph, [x]) => build(graph, x as Symbolic),
});
const two = (op: string, a: Shape, b: Shape, build: (graph: Graph, a: Symbolic, b: Symbolic) => Symbolic): Case => ({
  op,
  shapes: [a, b],
  build: (graph, [x, y]) => build(graph, x as Symbolic, y as Symbolic),
});

const positive = (graph: Graph, x: Symbolic): Symbolic => shift(graph, square(graph, x), 0.5);

// A choice of three and a number, as a policy has them.
function mixed(graph: Graph, ...[logits, mean, spread]: readonly (Symbolic | undefined)[]): HeadDistribution[] {
  const standardDeviation = deviation(graph, spread as Symbolic);
  return distributions(graph, [
    { kind: "choice", logits: logits as Symbolic },
    { kind: "number", mean: mean as Symbolic, standardDeviation },
  ]);
}

const taken = (graph: Graph): Symbolic => graph.constant([0, 1, 0, 0.4], [1, 4]);
const known = (graph: Graph): Symbolic =>
  graph.constant([Math.log(0.2), Math.log(0.5), Math.log(0.3), 0.6, 0.1], [1, 5]);

const cases: Case[] = [
  two("add", ["N", 4], ["N", 4], add),
  two("add with a broadcast row", ["N", 4], [4], add),
  two("add with a broadcast column", ["N", 1], ["N", 4], add),
  two("sub with a broadcast row", ["N", 4], [1, 4], sub),
  two("mul", ["N", 4], ["N", 4], mul),
  two("mul with a broadcast scalar", ["N", 4], [1], mul),
  two("div", ["N", 4], ["N", 4], (g, a, b) => div(g, a, positive(g, b))),
  two("div with a broadcast row", ["N", 4], [4], (g, a, b) => div(g, a, positive(g, b))),
  one("neg", neg),
  one("scale", (g, x) => scale(g, x, 2.5)),
  one("a value used twice", (g, x) => add(g, mul(g, x, tanh(g, x)), x)),
  one("tanh", tanh),
  one("relu", relu),
  one("sigmoid", sigmoid),
  one("exp", exp),
  one("log", (g, x) => log(g, positive(g, x))),
  one("sqrt", (g, x) => sqrt(g, positive(g, x))),
  one("clip", (g, x) => square(g, clip(g, x, -0.8, 0.8))),
  one("softplus", softplus),
  one("softmax", softmax),
  one("logSoftmax", logSoftmax),
  one("reduceSum over the last axis", (g, x) => square(g, reduceSum(g, x, [1]))),
  one("reduceSum over the batch", (g, x) => square(g, reduceSum(g, x, [0]))),
  one("reduceSum over everything", (g, x) => square(g, reduceSum(g, x))),
  one("reshape", (g, x) => square(g, reshape(g, x, ["N", 2, 2]))),
  one("split with an unused part", (g, x) => square(g, split(g, x, 1, [1, 2, 1])[1] as Symbolic)),
  one("slice", (g, x) => square(g, slice(g, x, 1, 0, 3))),
  two("concat", ["N", 4], ["N", 2], (g, a, b) => square(g, concat(g, [a, b], 1))),
  two("matmul", ["N", 4], [4, 3], matmul),
  two("matmul with A transposed", [4, 3], [4, 2], (g, a, b) => matmul(g, a, b, { a: true })),
  two("matmul with B transposed", ["N", 4], [3, 4], (g, a, b) => matmul(g, a, b, { b: true })),
  two("matmul with both transposed", [4, 3], [2, 4], (g, a, b) => matmul(g, a, b, { a: true, b: true })),
  two("minimum", ["N", 4], ["N", 4], minimum),
  two("minimum with a broadcast row", ["N", 4], [4], minimum),
  two("maximum", ["N", 4], ["N", 4], maximum),
  two("maximum with a broadcast column", ["N", 1], ["N", 4], maximum),
  one("absolute", absolute),
  one("huber", (g, x) => huber(g, absolute(g, scale(g, x, 2)))),
  {
    op: "the log-probability of a choice and a number",
    shapes: [["N", 3], ["N", 1], [1]],
    build: (g, [logits, mean, spread]) => logProbability(g, mixed(g, logits, mean, spread), [3, 1], taken(g)),
  },
  {
    op: "the entropy of a choice and a number",
    shapes: [["N", 3], ["N", 1], [1]],
    // The mean is no part of an entropy: added so that there is a gradient to ask for.
    build: (g, [logits, mean, spread]) => add(g, entropy(g, mixed(g, logits, mean, spread)), mean as Symbolic),
  },
  {
    op: "the divergence of a choice and a number",
    shapes: [["N", 3], ["N", 1], [1]],
    build: (g, [logits, mean, spread]) => divergence(g, mixed(g, logits, mean, spread), [3, 2], known(g)),
  },
  {
    op: "dense",
    shapes: [["N", 4], [4, 3], [3]],
    build: (g, [x, w, b]) => dense(g, x as Symbolic, w as Symbolic, b as Symbolic),
  },
];

describe("gradients", () => {
  it.each(cases)("gradients of $op agree with finite differences", async ({ shapes, build }) => {
    const random = randomFromSeed(7);
    const graph = new Graph("case");
    const inputs = shapes.map((shape, at) => graph.input(`x${at}`, shape));
    // A weighted sum with unequal weights shows errors that a plain sum would let cancel.
    const y = build(graph, inputs);
    const width = y.shape.slice(1).reduce<number>((product, dim) => product * Number(dim), 1);
    const row = graph.constant(
      Array.from({ length: width }, (_, at) => Math.cos(at + 1)),
      [width],
    );
    const flat = reshape(graph, y, [y.shape[0] ?? 1, width]);
    const loss = reshape(graph, reduceSum(graph, mul(graph, flat, row)), [1]);
    graph.output("loss", loss);
    for (const [at, gradient] of gradients(graph, loss, inputs).entries()) graph.output(`d${at}`, gradient);
    const session = await nodeRuntime.load(graph.encode());
    const feeds: Record<string, Tensor> = {};
    for (const [at, shape] of shapes.entries()) {
      const dims = shape.map((dim) => (dim === "N" ? 3 : dim));
      const length = dims.reduce((product, dim) => product * dim, 1);
      feeds[`x${at}`] = { dims, data: Float32Array.from({ length }, () => gaussian(random)) };
    }
    const outputs = await session.run(feeds);
    for (const at of shapes.keys()) {
      expect(await gradientError(session, feeds, `x${at}`, outputs[`d${at}`]?.data as Float32Array)).toBeLessThan(5e-3);
    }
  });

  it("gradients refuse a tensor the loss does not depend on", () => {
    const graph = new Graph("independent");
    const x = graph.input("x", [1]);
    const other = graph.input("other", [1]);
    expect(() => gradients(graph, square(graph, x), [other])).toThrow(
      expect.objectContaining({ code: "not-differentiable" }),
    );
  });

  it("stopGradient lets no gradient through", async () => {
    const graph = new Graph("stopped");
    const x = graph.input("x", [1]);
    const loss = mul(graph, x, stopGradient(graph, x));
    graph.output("d", gradients(graph, loss, [x])[0] as Symbolic);
    const session = await nodeRuntime.load(graph.encode());
    const { d } = await session.run({ x: { dims: [1], data: Float32Array.of(3) } });
    expect(d?.data[0]).toBe(3);
  });
});
