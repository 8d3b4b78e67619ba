import { LearningError } from "../errors.ts";
import type { OnnxModel } from "../onnx/read-graph.ts";
import type { Shape } from "../onnx/model.ts";
import type { Adopted, Graph, Symbolic } from "./graph.ts";

/**
 * Puts a model that was read into a graph: its inputs are the given tensors, its own names give way to the graph's. Returns its
 * outputs under the shapes that the caller knows them to have. It has no gradient. Encode the graph with the model's opset.
 * Throws `model-invalid` for an input that is not given.
 */
export function embed(
  graph: Graph,
  model: OnnxModel,
  inputs: Readonly<Record<string, Symbolic>>,
  outputs: Readonly<Record<string, Shape>>,
): Record<string, Symbolic> {
  const names = new Map<string, string>([["", ""]]);
  for (const name of model.inputs) {
    const given = inputs[name];
    if (given === undefined) throw new LearningError("model-invalid", `the input "${name}" is not given`);
    names.set(name, given.name);
  }
  for (const [name, value] of model.constants) names.set(name, graph.adopt(value));
  for (const { operator, inputs: reads, outputs: writes, attributes } of model.nodes) {
    // The graph keeps shapes for gradients, and there are none: what is in between needs no shape.
    const made = graph.node(
      operator as Adopted,
      reads.map((name) => renamed(names, name)),
      writes.map(() => []),
      [...attributes.values()],
    );
    for (const [at, name] of writes.entries()) names.set(name, made[at]?.name ?? "");
  }
  return Object.fromEntries(
    Object.entries(outputs).map(([name, shape]) => [name, { name: renamed(names, name), shape }]),
  );
}

function renamed(names: ReadonlyMap<string, string>, name: string): string {
  const known = names.get(name);
  if (known === undefined) throw new LearningError("model-invalid", `the model has no "${name}"`);
  return known;
}
