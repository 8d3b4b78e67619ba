import { checkModel } from "@fleet-persona/persona";
import { array, asyncProperty, assert, constantFrom, integer, record } from "fast-check";
import { expect, it } from "vitest";
import { tensor } from "../runtime.ts";
import { modelBytes, type WrittenNode, type WrittenTensor } from "../testing/model-bytes.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";

const X = [2, 3];

/** Vectors of whole numbers that sizes are worked out from, some of them where arithmetic goes wrong. */
const vectors: readonly WrittenTensor[] = [
  [0],
  [1],
  [2],
  [-1],
  [3, 1],
  [1, 2, 3],
  [],
  [2 ** 31],
  [2 ** 40],
  [Number.MAX_SAFE_INTEGER],
].map((values, at) => ({ name: `v${at}`, dims: [values.length], integers: values }));

type Step = { readonly kind: string; readonly a: number; readonly b: number };

const step = record({
  kind: constantFrom("Add", "Sub", "Mul", "Div", "Concat", "Slice", "Gather", "Narrow", "Identity", "Shape", "Turn"),
  a: integer({ min: 0, max: 40 }),
  b: integer({ min: 0, max: 40 }),
});
const end = constantFrom("Expand", "Reshape", "ConstantOfShape", "Tile", "Reduce", "Unsqueeze");

/** One step over the vectors there are so far. */
function nodesOf({ kind, a, b }: Step, made: readonly string[], to: string): WrittenNode[] {
  const [left = "v0", right = "v0"] = [made[a % made.length], made[b % made.length]];
  const node = (
    operator: string,
    inputs: readonly string[],
    attributes: WrittenNode["attributes"] = {},
    output = to,
  ) => ({
    operator,
    inputs,
    outputs: [output],
    attributes,
  });
  switch (kind) {
    case "Concat":
      return [node("Concat", [left, right], { axis: 0 })];
    case "Slice":
      return [node("Slice", [left, "v0", "v1"])];
    case "Gather":
      return [node("Gather", [left, "v0"])];
    case "Narrow":
      return [node("Cast", [left], { to: 6 }, `${to}_narrow`), node("Cast", [`${to}_narrow`], { to: 7 })];
    case "Shape":
      return [node("Shape", [left])];
    case "Turn":
      return [node("Unsqueeze", [left, "v1"], {}, `${to}_up`), node("Squeeze", [`${to}_up`, "v1"])];
    case "Identity":
      return [node("Identity", [left])];
    default:
      return [node(kind, [left, right])];
  }
}

function endOf(kind: string, last: string): WrittenNode[] {
  const node = (operator: string, inputs: readonly string[], output = "y") => ({ operator, inputs, outputs: [output] });
  switch (kind) {
    case "ConstantOfShape":
      return [node("ConstantOfShape", [last])];
    case "Tile":
      return [node("Tile", ["x", last])];
    case "Reduce":
      return [node("ReduceSum", ["x", last])];
    default:
      return [node(kind, ["x", last])];
  }
}

it("the gate never accepts a shape that ONNX Runtime makes another of", async () => {
  let accepted = 0;
  const steps = array(step, { minLength: 1, maxLength: 6 });
  const checked = asyncProperty(steps, end, async (program, kind) => {
    const made = vectors.map(({ name }) => name);
    const nodes: WrittenNode[] = [];
    for (const [at, each] of program.entries()) {
      nodes.push(...nodesOf(each, made, `s${at}`));
      made.push(`s${at}`);
    }
    nodes.push(...endOf(kind, made.at(-1) ?? "v0"));
    const model = { nodes, tensors: vectors, inputs: { x: X }, outputs: ["y"] };
    if (checkModel(modelBytes(model), null).verdict === "refused") return;
    accepted += 1;
    const session = await nodeRuntime.load(modelBytes(model));
    const { y } = await session.run({ x: tensor(new Float32Array(6), X) });
    expect(checkModel(modelBytes({ ...model, outputs: { y: y?.dims ?? [] } }), null).findings).toEqual([]);
  });
  await assert(checked, { numRuns: 1_000, seed: 5 });
  expect(accepted).toBeGreaterThan(50);
}, 60_000);
