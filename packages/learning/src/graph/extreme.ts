import { mul, neg, shift } from "./arithmetic.ts";
import type { Graph, Symbolic } from "./graph.ts";
import { unbroadcast } from "./reduce.ts";
import { broadcast } from "./shape.ts";

/** The smaller of a and b element by element, broadcast; where they are equal, b gets the gradient. */
export function minimum(graph: Graph, a: Symbolic, b: Symbolic): Symbolic {
  return extreme(graph, "Min", "Less", a, b);
}

/** The larger of a and b element by element, broadcast; where they are equal, b gets the gradient. */
export function maximum(graph: Graph, a: Symbolic, b: Symbolic): Symbolic {
  return extreme(graph, "Max", "Greater", a, b);
}

function extreme(graph: Graph, operator: "Min" | "Max", wins: "Less" | "Greater", a: Symbolic, b: Symbolic): Symbolic {
  const shape = broadcast(a.shape, b.shape);
  const y = graph.apply(operator, [a.name, b.name], shape);
  graph.record([a, b], [y], ([dy]) => {
    if (!dy) return [null, null];
    const won = graph.apply(wins, [a.name, b.name], shape);
    const mask = graph.apply("Cast", [won.name], shape, [{ kind: "int", name: "to", value: 1 }]);
    const da = mul(graph, dy, mask);
    const db = mul(graph, dy, shift(graph, neg(graph, mask), 1));
    return [unbroadcast(graph, da, a.shape), unbroadcast(graph, db, b.shape)];
  });
  return y;
}
