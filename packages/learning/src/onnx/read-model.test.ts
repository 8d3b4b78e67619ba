import { describe, expect, it } from "vitest";
import { modelBytes, type WrittenModel } from "../testing/model-bytes.ts";
import { bytesField, intField, message, stringField } from "./protobuf.ts";
import { readOnnx } from "./read-model.ts";

const negated: WrittenModel = {
  inputs: { x: ["N", 2] },
  outputs: ["y"],
  nodes: [{ operator: "Neg", inputs: ["x"], outputs: ["y"] }],
};

describe("readOnnx", () => {
  it("reads what another exporter wrote", () => {
    expect(readOnnx(modelBytes(negated))).toMatchObject({ opset: 17, inputs: ["x"], outputs: ["y"] });
  });

  it.each<[string, Partial<WrittenModel>, RegExp]>([
    ["control flow", { nodes: [{ operator: "Loop", inputs: ["x"], outputs: ["y"] }] }, /Loop/],
    ["randomness", { nodes: [{ operator: "RandomNormalLike", inputs: ["x"], outputs: ["y"] }] }, /RandomNormalLike/],
    [
      "a name of the language, not of an operator",
      { nodes: [{ operator: "constructor", inputs: ["x"], outputs: ["y"] }] },
      /constructor/,
    ],
    [
      "another domain",
      { nodes: [{ operator: "Gelu", inputs: ["x"], outputs: ["y"], domain: "com.microsoft" }] },
      /com\.microsoft\.Gelu/,
    ],
    ["an opset it does not know", { opset: 99 }, /opset 99/],
    ["a function", { extra: [bytesField(25, new Uint8Array())] }, /^functions: .* inlined$/],
    ["a second graph", { extra: [bytesField(7, new Uint8Array())] }, /^graph: .* stands twice/],
    ["a value nothing wrote", { nodes: [{ operator: "Neg", inputs: ["z"], outputs: ["y"] }] }, /reads "z"/],
    ["a name written twice", { nodes: [{ operator: "Neg", inputs: ["x"], outputs: ["x"] }] }, /defined twice/],
    ["an output nothing writes", { outputs: ["q"] }, /nothing writes/],
    [
      "more nodes than a policy has",
      { nodes: Array.from({ length: 513 }, (_, at) => ({ operator: "Neg", inputs: ["x"], outputs: [`y${at}`] })) },
      /^graph\.node: It has more than 512 items/,
    ],
    ["a weight that is not finite", { tensors: [{ name: "w", dims: [1], floats: [Number.NaN] }] }, /not finite/],
    ["a tensor that does not fill its dims", { tensors: [{ name: "w", dims: [3], floats: [1] }] }, /does not fill/],
  ])("refuses %s", (_, change, sentence) => {
    const read = () => readOnnx(modelBytes({ ...negated, ...change }));
    expect(read).toThrow(expect.objectContaining({ code: "model-invalid", message: expect.stringMatching(sentence) }));
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["text", new TextEncoder().encode("not a model")],
    ["a length beyond the end", message([intField(1, 8), Uint8Array.of(0x3a, 0x7f)])],
    ["a number that never ends", new Uint8Array(40).fill(0xff)],
    [
      "external data",
      message([
        intField(1, 8),
        stringField(2, "x"),
        bytesField(7, bytesField(5, bytesField(13, new Uint8Array(2)))),
        bytesField(8, intField(2, 17)),
      ]),
    ],
  ])("refuses %s", (_, bytes) => {
    expect(() => readOnnx(bytes)).toThrow(expect.objectContaining({ code: "model-invalid" }));
  });

  it("refuses every cut of a model, and never anything but by its own code", () => {
    const whole = modelBytes(negated);
    for (let length = 0; length < whole.length; length += 1)
      expect(() => readOnnx(whole.slice(0, length))).toThrow(expect.objectContaining({ code: "model-invalid" }));
  });
});
