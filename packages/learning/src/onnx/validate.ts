import { LearningError } from "../errors.ts";
import type { OnnxGraph } from "./model.ts";

/**
 * Refuses what a strict reader would refuse: a name written twice or read before it is written, an
 * initializer that is also an input, data that does not fill its dims, values that are not finite.
 * Throws `model-invalid`.
 */
export function validateGraph(graph: OnnxGraph): void {
  const known = new Set<string>();
  const define = (name: string): void => {
    if (name === "" || known.has(name)) refuse(`the name "${name}" is empty or defined twice`);
    known.add(name);
  };
  for (const { name } of graph.inputs) define(name);
  for (const initializer of graph.initializers) {
    define(initializer.name);
    validateInitializer(initializer);
  }
  for (const node of graph.nodes) {
    for (const name of node.inputs) {
      // An optional input that is left out has no name.
      if (name !== "" && !known.has(name)) refuse(`${node.operator} reads "${name}" before anything writes it`);
    }
    for (const name of node.outputs) define(name);
  }
  for (const { name } of graph.outputs) if (!known.has(name)) refuse(`nothing writes the output "${name}"`);
  if (graph.nodes.length === 0 || graph.outputs.length === 0) refuse("a graph needs a node and an output");
}

function validateInitializer(initializer: OnnxGraph["initializers"][number]): void {
  const size = initializer.dims.reduce((product, dim) => product * dim, 1);
  if (initializer.data.length !== size) refuse(`"${initializer.name}" does not fill [${initializer.dims.join(", ")}]`);
  for (const value of initializer.data) {
    if (!Number.isFinite(value)) refuse(`"${initializer.name}" holds a value that is not finite`);
  }
}

function refuse(message: string): never {
  throw new LearningError("model-invalid", message);
}
