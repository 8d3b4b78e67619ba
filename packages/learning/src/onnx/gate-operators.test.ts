import { ALLOWED_OPERATORS, checkModel } from "@fleet-persona/persona";
import { expect, it } from "vitest";
import { tensor } from "../runtime.ts";
import { modelBytes, type WrittenModel, type WrittenNode } from "../testing/model-bytes.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { isKernel } from "./kernels/kernels.ts";

type Case = Partial<WrittenModel> & Pick<WrittenModel, "nodes">;

const X = [2, 3, 4];
const node = (
  operator: string,
  inputs: readonly string[] = ["x"],
  attributes: WrittenNode["attributes"] = {},
  outputs: readonly string[] = ["y"],
): WrittenNode => ({ operator, inputs, outputs, attributes });
const floats = (name: string, ...dims: number[]) => ({
  name,
  dims,
  floats: Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, at) => 1 + at / 4),
});
const integers = (name: string, ...values: number[]) => ({ name, dims: [values.length], integers: values });

const plain = ["Ceil", "Celu", "Cos", "Dropout", "Floor", "HardSigmoid", "HardSwish", "Reciprocal", "Round", "Selu"];
const more = ["Sign", "Sin", "Softsign"];
const reductions = ["ReduceL1", "ReduceL2", "ReduceProd", "ReduceSumSquare"];

/** What the gate allows beyond what this package evaluates. */
const cases: readonly (readonly [string, Case])[] = [
  ...[...plain, ...more].map((name) => [name, { nodes: [node(name)] }] as const),
  ["Mish", { opset: 18, nodes: [node("Mish")] }],
  ...["Sum", "Mean"].map(
    (name) => [name, { nodes: [node(name, ["x", "w", "v"])], tensors: [floats("w", 3, 1), floats("v", 4)] }] as const,
  ),
  ["PRelu", { nodes: [node("PRelu", ["x", "w"])], tensors: [floats("w", 4)] }],
  [
    "Xor",
    {
      nodes: [
        node("Less", ["x", "w"], {}, ["a"]),
        node("Greater", ["x", "w"], {}, ["b"]),
        node("Xor", ["a", "b"], {}, ["c"]),
        node("Cast", ["c"], { to: 1 }),
      ],
      tensors: [floats("w", 3, 1)],
    },
  ],
  ...reductions.flatMap((name) => [
    [name, { nodes: [node(name, ["x"], { axes: [1], keepdims: 0 })] }] as const,
    [name, { opset: 18, nodes: [node(name, ["x", "axes"])], tensors: [integers("axes", 0, -1)] }] as const,
  ]),
  ["Tile", { nodes: [node("Tile", ["x", "times"])], tensors: [integers("times", 2, 1, 3)] }],
  [
    "ConstantOfShape",
    { nodes: [node("ConstantOfShape", ["s"], {}, ["z"]), node("Add", ["x", "z"])], tensors: [integers("s", 3, 1)] },
  ],
  [
    "BatchNormalization",
    {
      nodes: [node("BatchNormalization", ["x", "w", "w", "w", "w"], { epsilon: { float: 1e-5 } })],
      tensors: [floats("w", 3)],
    },
  ],
];

it.each(cases)("the gate allows %s and infers the shape that ONNX Runtime makes", async (_, model) => {
  const written = { inputs: { x: X }, outputs: ["y"], ...model };
  const session = await nodeRuntime.load(modelBytes(written));
  const { y } = await session.run({
    x: tensor(
      Float32Array.from({ length: 24 }, (__, at) => at / 10 - 1),
      X,
    ),
  });
  const report = checkModel(modelBytes({ ...written, outputs: { y: y?.dims ?? [] } }), null);
  expect(report.findings).toEqual([]);
});

it("every operator that the gate allows is evaluated here or held against ONNX Runtime above", () => {
  const held = new Set(cases.map(([name]) => name));
  expect(ALLOWED_OPERATORS.filter((name) => !isKernel(name) && !held.has(name))).toEqual([]);
});
