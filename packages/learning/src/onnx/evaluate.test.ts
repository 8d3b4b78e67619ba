import { checkModel } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { tensor } from "../runtime.ts";
import { modelBytes, type WrittenModel, type WrittenNode } from "../testing/model-bytes.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { gaussian, randomFromSeed } from "../training/random.ts";
import { evaluateOnnx } from "./evaluate.ts";
import { readOnnx } from "./read-model.ts";

const random = randomFromSeed(11);
const numbers = (count: number): number[] => Array.from({ length: count }, () => gaussian(random));
const X = [2, 3, 4] as const;

const node = (
  operator: string,
  inputs: readonly string[],
  attributes: WrittenNode["attributes"] = {},
  outputs: readonly string[] = ["y"],
): WrittenNode => ({ operator, inputs, outputs, attributes });

const integers = (name: string, values: readonly number[]) => ({ name, dims: [values.length], integers: values });
const floats = (name: string, dims: readonly number[]) => ({
  name,
  dims,
  floats: numbers(dims.reduce((product, dim) => product * dim, 1)),
});

/** Both ways on the same random input; the answers must agree. */
async function bothAgree(model: Omit<WrittenModel, "inputs" | "outputs"> & Partial<WrittenModel>): Promise<void> {
  const bytes = modelBytes({ inputs: { x: X }, outputs: ["y"], ...model });
  const feeds = Object.fromEntries(
    Object.entries(model.inputs ?? { x: X }).map(([name, dims]) => {
      const sizes = dims.map((dim) => (typeof dim === "number" ? dim : 5));
      return [name, tensor(Float32Array.from(numbers(sizes.reduce((a, b) => a * b, 1))), sizes)];
    }),
  );
  const expected = await (await nodeRuntime.load(bytes)).run(feeds);
  const answer = evaluateOnnx(readOnnx(bytes), feeds);
  expect(Object.keys(answer)).toEqual(Object.keys(expected));
  for (const [name, { data }] of Object.entries(expected)) {
    expect(answer[name]?.length).toBe(data.length);
    for (const [at, value] of data.entries())
      expect(Math.abs((answer[name]?.[at] ?? Number.NaN) - value)).toBeLessThan(1e-5 * Math.max(1, Math.abs(value)));
  }
  // The gate accepts each of these, and infers the very shapes that came out.
  const dimsOf = (of: Readonly<Record<string, { dims: readonly number[] }>>) =>
    Object.fromEntries(Object.entries(of).map(([name, { dims }]) => [name, dims]));
  const said = modelBytes({ ...model, inputs: dimsOf(feeds), outputs: dimsOf(expected) });
  expect(checkModel(said, null).findings).toEqual([]);
}

describe("evaluateOnnx agrees with ONNX Runtime on", () => {
  const plain = ["Relu", "Tanh", "Sigmoid", "Softplus", "Erf", "Exp", "Neg", "Abs", "Identity", "Elu", "LeakyRelu"];
  it.each(plain)("%s", async (operator) => bothAgree({ nodes: [node(operator, ["x"])] }));

  it.each([
    ["Elu", { alpha: { float: 0.5 } }],
    ["LeakyRelu", { alpha: { float: 0.2 } }],
    ["Softmax", {}],
    ["Softmax", { axis: 1 }],
    ["LogSoftmax", { axis: -2 }],
    ["Flatten", {}],
    ["Flatten", { axis: 2 }],
    ["Transpose", {}],
    ["Transpose", { perm: [1, 2, 0] }],
    ["ReduceMean", { axes: [1] }],
    ["ReduceMean", { axes: [-1, 0], keepdims: 0 }],
    ["ReduceMax", { axes: [2] }],
    ["ReduceMin", {}],
  ] as const)("%s %o", async (operator, attributes) => bothAgree({ nodes: [node(operator, ["x"], attributes)] }));

  it.each([["Gelu", {}] as const, ["Gelu", { approximate: "tanh" }] as const])("%s %o", async (operator, attributes) =>
    bothAgree({ opset: 20, nodes: [node(operator, ["x"], attributes)] }),
  );

  it.each(["Add", "Sub", "Mul", "Div", "Min", "Max"])("%s, broadcast", async (operator) => {
    await bothAgree({ nodes: [node(operator, ["x", "w"])], tensors: [floats("w", [3, 1])] });
    await bothAgree({ nodes: [node(operator, ["w", "x"])], tensors: [floats("w", [2, 1, 4])] });
  });

  it.each(["Greater", "GreaterOrEqual", "Less", "LessOrEqual", "Equal"])("%s, Where, And, Not", async (operator) =>
    bothAgree({
      tensors: [floats("w", [4]), floats("z", [1])],
      nodes: [
        node(operator, ["x", "w"], {}, ["a"]),
        node("Less", ["x", "z"], {}, ["b"]),
        node("Not", ["b"], {}, ["c"]),
        node("And", ["a", "c"], {}, ["d"]),
        node("Or", ["d", "a"], {}, ["e"]),
        node("Where", ["e", "x", "w"]),
      ],
    }),
  );

  it("Log, Sqrt and Pow of what is positive", async () => {
    for (const operator of ["Log", "Sqrt"])
      await bothAgree({ nodes: [node("Abs", ["x"], {}, ["a"]), node(operator, ["a"])] });
    await bothAgree({
      tensors: [{ name: "p", dims: [1], floats: [1.5] }],
      nodes: [node("Abs", ["x"], {}, ["a"]), node("Pow", ["a", "p"])],
    });
  });

  it("Clip with either end left out", async () => {
    const tensors = [
      { name: "low", dims: [], floats: [-0.3] },
      { name: "high", dims: [], floats: [0.4] },
    ];
    for (const inputs of [
      ["x", "low", "high"],
      ["x", "", "high"],
      ["x", "low"],
    ])
      await bothAgree({ tensors, nodes: [node("Clip", inputs)] });
  });

  it("Gemm in every orientation, MatMul in every rank", async () => {
    const inputs = { x: ["N", 6] as const };
    for (const transB of [0, 1])
      await bothAgree({
        inputs,
        tensors: [floats("w", transB ? [7, 6] : [6, 7]), floats("b", [7])],
        nodes: [node("Gemm", ["x", "w", "b"], { transB, alpha: { float: 0.5 }, beta: { float: 2 } })],
      });
    await bothAgree({ inputs, tensors: [floats("w", [5, 7])], nodes: [node("Gemm", ["x", "w"], { transA: 1 })] });
    for (const dims of [[4, 5], [1, 4, 2], [4]])
      await bothAgree({ tensors: [floats("w", dims)], nodes: [node("MatMul", ["x", "w"])] });
  });

  it.each([
    { starts: [1], ends: [3], axes: [2], steps: [1] },
    { starts: [-1], ends: [-9], axes: [2], steps: [-1] },
    { starts: [0, -3], ends: [2 ** 40, 3], axes: [0, -1], steps: [1, 2] },
    { starts: [2], ends: [0], axes: [1], steps: [-2] },
  ])("Slice %o", async ({ starts, ends, axes, steps }) =>
    bothAgree({
      tensors: [integers("s", starts), integers("e", ends), integers("a", axes), integers("t", steps)],
      nodes: [node("Slice", ["x", "s", "e", "a", "t"])],
    }),
  );

  it("Split by sizes and by count, Concat, Squeeze, Unsqueeze", async () => {
    await bothAgree({
      tensors: [integers("sizes", [1, 3]), integers("axis", [1]), integers("front", [0, -1])],
      nodes: [
        node("Split", ["x", "sizes"], { axis: 2 }, ["a", "b"]),
        node("Concat", ["b", "a"], { axis: -1 }, ["c"]),
        node("Split", ["c"], { axis: 1 }, ["d", "e", "f"]),
        node("Squeeze", ["d", "axis"], {}, ["g"]),
        node("Unsqueeze", ["g", "front"]),
      ],
    });
  });

  it("Reshape with 0 and -1, Shape, Gather, Expand, Cast and ReduceSum", async () => {
    await bothAgree({
      tensors: [
        integers("dims", [0, -1]),
        { name: "places", dims: [2, 2], integers: [0, 2, -1, 1] },
        integers("wide", [3, 1, 1, 1]),
        integers("axes", [0]),
        { name: "flag", dims: [1], booleans: [true] },
      ],
      nodes: [
        node("Reshape", ["x", "dims"], {}, ["flat"]),
        node("Gather", ["flat", "places"], { axis: 1 }, ["picked"]),
        node("Expand", ["picked", "wide"], {}, ["many"]),
        node("Cast", ["many"], { to: 7 }, ["whole"]),
        node("Cast", ["whole"], { to: 1 }, ["float"]),
        node("Cast", ["flag"], { to: 1 }, ["one"]),
        node("Shape", ["flat"], {}, ["shape"]),
        node("Cast", ["shape"], { to: 1 }, ["shapeAsFloat"]),
        node("ReduceSum", ["shapeAsFloat", "axes"], {}, ["sum"]),
        node("Mul", ["float", "sum"], {}, ["scaled"]),
        node("Add", ["scaled", "one"]),
      ],
    });
  });

  it("LayerNormalization and a network of three layers", async () => {
    await bothAgree({
      inputs: { x: ["N", 12] },
      tensors: [floats("w", [12, 16]), floats("b", [16]), floats("s", [16]), floats("t", [16]), floats("v", [16, 5])],
      nodes: [
        node("Gemm", ["x", "w", "b"], {}, ["h"]),
        node("LayerNormalization", ["h", "s", "t"], { epsilon: { float: 1e-4 } }, ["n"]),
        node("Tanh", ["n"], {}, ["a"]),
        node("MatMul", ["a", "v"], {}, ["o"]),
        node("Softmax", ["o"], { axis: 1 }),
      ],
    });
  });

  it("Constant as floats, a float and integers", async () => {
    await bothAgree({
      nodes: [
        node("Constant", [], { value_floats: { floats: [1, 2, 3, 4] } }, ["a"]),
        node("Constant", [], { value_float: { float: 0.5 } }, ["b"]),
        node("Constant", [], { value_ints: [2, 12] }, ["c"]),
        node("Mul", ["x", "a"], {}, ["d"]),
        node("Add", ["d", "b"], {}, ["e"]),
        node("Reshape", ["e", "c"]),
      ],
    });
  });
});

it("evaluateOnnx refuses an input that is missing or does not fill its dims", () => {
  const model = readOnnx(modelBytes({ inputs: { x: [2] }, outputs: ["y"], nodes: [node("Neg", ["x"])] }));
  expect(() => evaluateOnnx(model, {})).toThrow(expect.objectContaining({ code: "runtime-output-missing" }));
  const feeds = { x: { dims: [3], data: Float32Array.of(1, 2) } };
  expect(() => evaluateOnnx(model, feeds)).toThrow(expect.objectContaining({ code: "shape-mismatch" }));
});
