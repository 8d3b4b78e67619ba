import type { Graph, Symbolic } from "./graph.ts";
import { unbroadcast } from "./reduce.ts";
import { broadcast } from "./shape.ts";

type Partials = (dy: Symbolic, y: Symbolic) => { da: () => Symbolic; db: () => Symbolic };

/** a + b, broadcast. */
export function add(graph: Graph, a: Symbolic, b: Symbolic): Symbolic {
  return binary(graph, "Add", a, b, (dy) => ({ da: () => dy, db: () => dy }));
}

/** a - b, broadcast. */
export function sub(graph: Graph, a: Symbolic, b: Symbolic): Symbolic {
  return binary(graph, "Sub", a, b, (dy) => ({ da: () => dy, db: () => neg(graph, dy) }));
}

/** a × b element by element, broadcast. */
export function mul(graph: Graph, a: Symbolic, b: Symbolic): Symbolic {
  return binary(graph, "Mul", a, b, (dy) => ({ da: () => mul(graph, dy, b), db: () => mul(graph, dy, a) }));
}

/** a ÷ b element by element, broadcast. */
export function div(graph: Graph, a: Symbolic, b: Symbolic): Symbolic {
  return binary(graph, "Div", a, b, (dy, y) => ({
    da: () => div(graph, dy, b),
    db: () => neg(graph, div(graph, mul(graph, dy, y), b)),
  }));
}

/** -x. */
export function neg(graph: Graph, x: Symbolic): Symbolic {
  const y = graph.apply("Neg", [x.name], x.shape);
  graph.record([x], [y], ([dy]) => [dy ? neg(graph, dy) : null]);
  return y;
}

/** x². */
export function square(graph: Graph, x: Symbolic): Symbolic {
  return mul(graph, x, x);
}

/** x times a number known now. */
export function scale(graph: Graph, x: Symbolic, factor: number): Symbolic {
  return mul(graph, x, graph.scalar(factor));
}

/** x plus a number known now. */
export function shift(graph: Graph, x: Symbolic, offset: number): Symbolic {
  return add(graph, x, graph.scalar(offset));
}

function binary(
  graph: Graph,
  operator: "Add" | "Sub" | "Mul" | "Div",
  a: Symbolic,
  b: Symbolic,
  partials: Partials,
): Symbolic {
  const y = graph.apply(operator, [a.name, b.name], broadcast(a.shape, b.shape));
  graph.record([a, b], [y], ([dy]) => {
    if (!dy) return [null, null];
    const { da, db } = partials(dy, y);
    return [unbroadcast(graph, da(), a.shape), unbroadcast(graph, db(), b.shape)];
  });
  return y;
}
