import { LearningError } from "../errors.ts";
import type { Graph, Symbolic } from "../graph/graph.ts";
import { reshape, split } from "../graph/layout.ts";
import { orthogonal } from "./orthogonal.ts";
import type { Random } from "./random.ts";

/** How a parameter begins. */
export type Initial =
  | { readonly kind: "orthogonal"; readonly gain: number }
  | { readonly kind: "constant"; readonly value: number };

type Parameter = { readonly name: string; readonly dims: readonly number[]; readonly initial: Initial };

/** The parameters of a network in the order in which they lie in the flat tensor. */
export type Layout = readonly Parameter[];

/** The parameters of a network as symbolic tensors of one graph. */
export type Parameters = (name: string) => Symbolic;

export function parameterCount(layout: Layout): number {
  return layout.reduce((total, parameter) => total + sizeOf(parameter), 0);
}

/** Starting weights, flat, a pure function of the layout and the random state. */
export function initialWeights(layout: Layout, random: Random): Float32Array {
  const weights = new Float32Array(parameterCount(layout));
  let offset = 0;
  for (const parameter of layout) {
    weights.set(initialValues(parameter, random), offset);
    offset += sizeOf(parameter);
  }
  return weights;
}

/** 1 for the weights of the chosen parameters (and, of those, the chosen columns), 0 for all others; flat. */
export function parameterMask(
  layout: Layout,
  chosen: (parameter: Parameter) => boolean,
  column: (at: number, columns: number) => boolean = () => true,
): Float32Array {
  const mask = new Float32Array(parameterCount(layout));
  let offset = 0;
  for (const parameter of layout) {
    const columns = parameter.dims.at(-1) ?? 1;
    const size = sizeOf(parameter);
    for (let at = 0; at < size && chosen(parameter); at += 1) {
      if (column(at % columns, columns)) mask[offset + at] = 1;
    }
    offset += size;
  }
  return mask;
}

/** The parameters cut out of one flat input tensor, so that a training step moves one tensor only. */
export function flatParameters(graph: Graph, layout: Layout, flat: Symbolic): Parameters {
  const parts = split(graph, flat, 0, layout.map(sizeOf));
  return lookup(layout, (parameter, at) => reshape(graph, parts[at] as Symbolic, parameter.dims));
}

/** The parameters folded into the model as initializers. Throws `not-finite`. */
export function foldedParameters(graph: Graph, layout: Layout, weights: Float32Array): Parameters {
  if (weights.length !== parameterCount(layout)) {
    const message = `${weights.length} weights are given, the network has ${parameterCount(layout)}`;
    throw new LearningError("shape-mismatch", message);
  }
  if (!weights.every(Number.isFinite)) throw new LearningError("not-finite", "a weight is not a finite number");
  let offset = 0;
  return lookup(layout, (parameter) => {
    const end = offset + sizeOf(parameter);
    const values = weights.slice(offset, end);
    offset = end;
    return graph.initializer(parameter.name, parameter.dims, values);
  });
}

function lookup(layout: Layout, make: (parameter: Parameter, at: number) => Symbolic): Parameters {
  const made = new Map(layout.map((parameter, at) => [parameter.name, make(parameter, at)]));
  return (name) => {
    const found = made.get(name);
    if (found === undefined) throw new LearningError("model-invalid", `no parameter is called "${name}"`);
    return found;
  };
}

function initialValues({ dims, initial }: Parameter, random: Random): Float32Array {
  const [rows = 1, columns = 1] = dims;
  switch (initial.kind) {
    case "constant":
      return new Float32Array(rows * columns).fill(initial.value);
    case "orthogonal":
      return orthogonal(random, rows, columns, initial.gain);
    default:
      return initial satisfies never;
  }
}

function sizeOf({ dims }: Parameter): number {
  return dims.reduce((product, dim) => product * dim, 1);
}
