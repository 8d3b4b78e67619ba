import type { Operator } from "../onnx/model.ts";
import { add, div, mul, neg, scale, shift, square, sub } from "./arithmetic.ts";
import type { Graph, Symbolic } from "./graph.ts";
import { reduceSum } from "./reduce.ts";

export function tanh(graph: Graph, x: Symbolic): Symbolic {
  return unary(graph, "Tanh", x, (dy, y) => sub(graph, dy, mul(graph, dy, square(graph, y))));
}

export function relu(graph: Graph, x: Symbolic): Symbolic {
  return unary(graph, "Relu", x, (dy, y) => mul(graph, dy, asNumber(graph, above(graph, y, 0), y)));
}

export function sigmoid(graph: Graph, x: Symbolic): Symbolic {
  return unary(graph, "Sigmoid", x, (dy, y) => mul(graph, dy, sub(graph, y, square(graph, y))));
}

export function exp(graph: Graph, x: Symbolic): Symbolic {
  return unary(graph, "Exp", x, (dy, y) => mul(graph, dy, y));
}

/** The natural logarithm; the caller keeps x above zero. */
export function log(graph: Graph, x: Symbolic): Symbolic {
  return unary(graph, "Log", x, (dy) => div(graph, dy, x));
}

export function sqrt(graph: Graph, x: Symbolic): Symbolic {
  return unary(graph, "Sqrt", x, (dy, y) => div(graph, scale(graph, dy, 0.5), y));
}

/** x held between two numbers; no gradient flows where it is held. */
export function clip(graph: Graph, x: Symbolic, low: number, high: number): Symbolic {
  // Clip takes true scalars (rank 0), which reshaping to no dims makes out of [1].
  const bound = (value: number): string => graph.apply("Reshape", [graph.scalar(value).name, graph.int64([])], []).name;
  const y = graph.apply("Clip", [x.name, bound(low), bound(high)], x.shape);
  graph.record([x], [y], ([dy]) => {
    if (!dy) return [null];
    const inside = graph.apply("And", [above(graph, x, low), below(graph, x, high)], x.shape);
    return [mul(graph, dy, asNumber(graph, inside.name, x))];
  });
  return y;
}

/** Probabilities along the last axis. */
export function softmax(graph: Graph, x: Symbolic): Symbolic {
  return alongLastAxis(graph, "Softmax", x, (dy, y, sum) => mul(graph, y, sub(graph, dy, sum(mul(graph, dy, y)))));
}

/** Log-probabilities along the last axis, stable where a probability would underflow. */
export function logSoftmax(graph: Graph, x: Symbolic): Symbolic {
  return alongLastAxis(graph, "LogSoftmax", x, (dy, y, sum) => sub(graph, dy, mul(graph, exp(graph, y), sum(dy))));
}

/** log(1 + eˣ), stable for large |x|: relu(x) + log(1 + e^-|x|). */
export function softplus(graph: Graph, x: Symbolic): Symbolic {
  const magnitude = add(graph, relu(graph, x), relu(graph, neg(graph, x)));
  return add(graph, relu(graph, x), log(graph, shift(graph, exp(graph, neg(graph, magnitude)), 1)));
}

function unary(
  graph: Graph,
  operator: Operator,
  x: Symbolic,
  derivative: (dy: Symbolic, y: Symbolic) => Symbolic,
): Symbolic {
  const y = graph.apply(operator, [x.name], x.shape);
  graph.record([x], [y], ([dy]) => [dy ? derivative(dy, y) : null]);
  return y;
}

function alongLastAxis(
  graph: Graph,
  operator: "Softmax" | "LogSoftmax",
  x: Symbolic,
  derivative: (dy: Symbolic, y: Symbolic, sum: (values: Symbolic) => Symbolic) => Symbolic,
): Symbolic {
  const axis = x.shape.length - 1;
  const y = graph.apply(operator, [x.name], x.shape, [{ kind: "int", name: "axis", value: axis }]);
  graph.record([x], [y], ([dy]) => [dy ? derivative(dy, y, (values) => reduceSum(graph, values, [axis])) : null]);
  return y;
}

function above(graph: Graph, x: Symbolic, bound: number): string {
  return graph.apply("Greater", [x.name, graph.scalar(bound).name], x.shape).name;
}

function below(graph: Graph, x: Symbolic, bound: number): string {
  return graph.apply("Less", [x.name, graph.scalar(bound).name], x.shape).name;
}

function asNumber(graph: Graph, condition: string, like: Symbolic): Symbolic {
  return graph.apply("Cast", [condition], like.shape, [{ kind: "int", name: "to", value: 1 }]);
}
