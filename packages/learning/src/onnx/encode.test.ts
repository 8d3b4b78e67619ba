import { expect, it } from "vitest";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { encodeModel } from "./encode.ts";
import type { OnnxGraph } from "./model.ts";
import { varint } from "./protobuf.ts";

const doubled: OnnxGraph = {
  name: "doubled",
  inputs: [{ name: "x", shape: ["N", 2] }],
  initializers: [{ kind: "float", name: "two", dims: [1], data: Float32Array.of(2) }],
  nodes: [{ operator: "Mul", inputs: ["x", "two"], outputs: ["y"], attributes: [] }],
  outputs: [{ name: "y", shape: ["N", 2] }],
};

it("encodeModel writes a model that ONNX Runtime runs, with any batch", async () => {
  const session = await nodeRuntime.load(encodeModel(doubled));
  const { y } = await session.run({ x: { dims: [2, 2], data: Float32Array.of(1, 2, 3, 4) } });
  expect(y).toEqual({ dims: [2, 2], data: Float32Array.of(2, 4, 6, 8) });
});

it("encodeModel writes the same bytes each time", () => {
  expect(encodeModel(doubled)).toEqual(encodeModel(structuredClone(doubled)));
});

it.each<[string, Partial<OnnxGraph>]>([
  ["a name read before it is written", { nodes: [{ operator: "Neg", inputs: ["z"], outputs: ["y"], attributes: [] }] }],
  ["a name written twice", { initializers: [{ kind: "float", name: "x", dims: [1], data: Float32Array.of(2) }] }],
  [
    "data that does not fill its dims",
    { initializers: [{ kind: "float", name: "two", dims: [2], data: Float32Array.of(2) }] },
  ],
  [
    "a weight that is NaN",
    { initializers: [{ kind: "float", name: "two", dims: [1], data: Float32Array.of(Number.NaN) }] },
  ],
  ["an output nothing writes", { outputs: [{ name: "q", shape: [1] }] }],
  ["a name outside ASCII", { name: "größe" }],
])("encodeModel refuses %s", (_, change) => {
  expect(() => encodeModel({ ...doubled, ...change })).toThrow(expect.objectContaining({ code: "model-invalid" }));
});

it.each([
  [0, [0]],
  [127, [127]],
  [300, [0xac, 2]],
  [-1, [255, 255, 255, 255, 255, 255, 255, 255, 255, 1]],
])("varint writes %i as protobuf does", (value, bytes) => {
  expect(varint(value)).toEqual(bytes);
});
