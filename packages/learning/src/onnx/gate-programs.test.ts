import { ALLOWED_OPERATORS, checkModel } from "@fleet-persona/persona";
import { array, assert, asyncProperty, constantFrom, integer, record } from "fast-check";
import { expect, it } from "vitest";
import { tensor } from "../runtime.ts";
import { modelBytes, type Written, type WrittenNode } from "../testing/model-bytes.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";

const integers = (name: string, ...values: number[]) => ({ name, dims: [values.length], integers: values });
const TENSORS = [
  integers("a", 0),
  integers("b", 1),
  integers("c", -1),
  integers("d", 2, 3),
  { name: "e", dims: [2, 3], floats: [1, -1, 0, 1e38, -2, 3] },
  { name: "f", dims: [3], floats: [0.5, 2, -3] },
  { name: "g", dims: [], floats: [2] },
  { name: "h", dims: [3, 0], floats: [] },
];
const VALUES = [-1, 0, 1, 3e38, -5];

/** Attributes that some operator or other takes; the gate refuses those that are not the operator's own. */
const ATTRIBUTES: readonly Readonly<Record<string, Written>>[] = [
  {},
  {},
  { axis: 0 },
  { axis: 1 },
  { axis: -1 },
  { axes: [0] },
  { axes: [-1], keepdims: 0 },
  { to: 1 },
  { to: 7 },
  { to: 9 },
  { perm: [1, 0] },
  { transA: 1 },
  { transB: 1 },
  { start: -1 },
  { allowzero: 1 },
  { value_floats: { floats: [1, 2, 3] } },
];

const candidate = record({
  operator: constantFrom(...ALLOWED_OPERATORS),
  attributes: constantFrom(...ATTRIBUTES),
  inputs: array(integer({ min: 0, max: 40 }), { maxLength: 3 }),
});

type Candidate = { operator: string; attributes: Readonly<Record<string, Written>>; inputs: readonly number[] };

/** A program of those candidates that the gate takes, and what its last node makes, as floats. */
function programOf(candidates: readonly Candidate[]): readonly WrittenNode[] {
  const names = [...TENSORS.map(({ name }) => name), "x", "x", "x"];
  const nodes: WrittenNode[] = [];
  for (const [at, { operator, attributes, inputs }] of candidates.entries()) {
    const output = `n${at}`;
    // Counted from the end, so that programs grow deep.
    const reads = inputs.map((back) => names.at(-1 - (back % names.length)) ?? "x");
    const node = { operator, attributes, inputs: reads, outputs: [output] };
    if (isRefused([...nodes, node, { operator: "Cast", inputs: [output], outputs: ["y"], attributes: { to: 1 } }]))
      continue;
    nodes.push(node);
    names.push(output);
  }
  const last = nodes.at(-1)?.outputs[0] ?? "x";
  return [...nodes, { operator: "Cast", inputs: [last], outputs: ["y"], attributes: { to: 1 } }];
}

function isRefused(nodes: readonly WrittenNode[]): boolean {
  const model = { nodes, tensors: TENSORS, inputs: { x: ["N", 3] }, outputs: ["y"] };
  return checkModel(modelBytes(model), null).verdict === "refused";
}

it("what the gate accepts loads, runs, and has the shapes that it inferred, for any number of rows", async () => {
  const programs = asyncProperty(array(candidate, { minLength: 4, maxLength: 40 }), async (candidates) => {
    const model = { nodes: programOf(candidates), tensors: TENSORS };
    const session = await nodeRuntime.load(modelBytes({ ...model, inputs: { x: ["N", 3] }, outputs: ["y"] }));
    for (const rows of [1, 4]) {
      const x = Float32Array.from({ length: 3 * rows }, (_, at) => VALUES[at % VALUES.length] ?? 0);
      const { y } = await session.run({ x: tensor(x, [rows, 3]) });
      const said = modelBytes({ ...model, inputs: { x: [rows, 3] }, outputs: { y: y?.dims ?? [] } });
      expect(checkModel(said, null).findings).toEqual([]);
    }
  });
  await assert(programs, { numRuns: 150, seed: 11 });
}, 120_000);
