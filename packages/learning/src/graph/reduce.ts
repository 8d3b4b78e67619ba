import type { Shape } from "../onnx/model.ts";
import type { Graph, Symbolic } from "./graph.ts";
import { expandLike, reshape } from "./layout.ts";
import { repeatedAxes } from "./shape.ts";

/** The sum over the given axes (all of them when left out), which stay as axes of size one. */
export function reduceSum(graph: Graph, x: Symbolic, axes: readonly number[] = x.shape.map((_, at) => at)): Symbolic {
  if (axes.length === 0) return x;
  const shape = x.shape.map((dim, axis) => (axes.includes(axis) ? 1 : dim));
  const attributes = [{ kind: "int", name: "keepdims", value: 1 }] as const;
  const y = graph.apply("ReduceSum", [x.name, graph.int64(axes)], shape, attributes);
  graph.record([x], [y], ([dy]) => [dy ? expandLike(graph, dy, x) : null]);
  return y;
}

/** The largest along the last axis, which stays as an axis of size one. For choosing: no gradient goes through it. */
export function reduceMax(graph: Graph, x: Symbolic): Symbolic {
  const last = x.shape.length - 1;
  const shape = x.shape.map((dim, axis) => (axis === last ? 1 : dim));
  return graph.apply("ReduceMax", [x.name], shape, [
    { kind: "ints", name: "axes", value: [last] },
    { kind: "int", name: "keepdims", value: 1 },
  ]);
}

/** The gradient of a broadcast operand: summed along every axis on which it was repeated. */
export function unbroadcast(graph: Graph, gradient: Symbolic, shape: Shape): Symbolic {
  return reshape(graph, reduceSum(graph, gradient, repeatedAxes(gradient.shape, shape)), shape);
}
