import { LearningError } from "../errors.ts";
import type { Shape } from "../onnx/model.ts";
import type { Graph, Symbolic } from "./graph.ts";
import { fixed, sameShape } from "./shape.ts";

/** The same values under another shape. */
export function reshape(graph: Graph, x: Symbolic, shape: Shape): Symbolic {
  if (sameShape(x.shape, shape)) return x;
  const dims = graph.int64(shape.map((dim) => (dim === "N" ? -1 : dim)));
  const y = graph.apply("Reshape", [x.name, dims], shape);
  graph.record([x], [y], ([dy]) => [dy ? reshape(graph, dy, x.shape) : null]);
  return y;
}

/** Joins tensors along an axis whose sizes are known. */
export function concat(graph: Graph, parts: readonly Symbolic[], axis: number): Symbolic {
  const [first] = parts;
  if (first === undefined) throw new LearningError("shape-mismatch", "nothing to join");
  if (parts.length === 1) return first;
  const sizes = parts.map((part) => fixed(part.shape[axis]));
  const shape = first.shape.map((dim, at) => (at === axis ? sizes.reduce((sum, size) => sum + size, 0) : dim));
  const names = parts.map(({ name }) => name);
  const y = graph.apply("Concat", names, shape, [{ kind: "int", name: "axis", value: axis }]);
  graph.record(parts, [y], ([dy]) => (dy ? split(graph, dy, axis, sizes) : parts.map(() => null)));
  return y;
}

/** Cuts a tensor along an axis into parts of the given sizes. */
export function split(graph: Graph, x: Symbolic, axis: number, sizes: readonly number[]): Symbolic[] {
  if (sizes.reduce((sum, size) => sum + size, 0) !== fixed(x.shape[axis])) {
    throw new LearningError("shape-mismatch", `parts of ${sizes.join(" + ")} do not make ${x.shape[axis]}`);
  }
  if (sizes.length === 1) return [x];
  const shapes = sizes.map((size) => x.shape.map((dim, at) => (at === axis ? size : dim)));
  const attributes = [{ kind: "int", name: "axis", value: axis }] as const;
  const parts = graph.node("Split", [x.name, graph.int64(sizes)], shapes, attributes);
  graph.record([x], parts, (gradients) => {
    const whole = parts.map((part, at) => gradients[at] ?? zerosLike(graph, part));
    return [concat(graph, whole, axis)];
  });
  return parts;
}

/** The part [start, end) along an axis. */
export function slice(graph: Graph, x: Symbolic, axis: number, start: number, end: number): Symbolic {
  const size = fixed(x.shape[axis]);
  const cuts = [start, end - start, size - end].map((length, at) => ({ length, wanted: at === 1 }));
  const kept = cuts.filter(({ length }) => length > 0);
  const parts = split(
    graph,
    x,
    axis,
    kept.map(({ length }) => length),
  );
  const part = parts[kept.findIndex(({ wanted }) => wanted)];
  if (part === undefined) throw new LearningError("shape-mismatch", `[${start}, ${end}) is empty`);
  return part;
}

/** Repeats size-1 axes of `x` until it has the shape of `like`. */
export function expandLike(graph: Graph, x: Symbolic, like: Symbolic): Symbolic {
  if (sameShape(x.shape, like.shape)) return x;
  const dims = graph.apply("Shape", [like.name], [like.shape.length]);
  return graph.apply("Expand", [x.name, dims.name], like.shape);
}

/** Ones [N,1] for each row of a matrix [N,K]. */
export function onesColumn(graph: Graph, x: Symbolic): Symbolic {
  const [rows] = x.shape;
  if (typeof rows === "number") return graph.constant(Array(rows).fill(1), [rows, 1]);
  return graph.once(`ones ${rows}`, () => {
    const ends = [
      { kind: "int", name: "start", value: 0 },
      { kind: "int", name: "end", value: 1 },
    ] as const;
    const count = graph.apply("Shape", [x.name], [1], ends);
    const axis = [{ kind: "int", name: "axis", value: 0 }] as const;
    const dims = graph.apply("Concat", [count.name, graph.int64([1])], [2], axis);
    return graph.apply("Expand", [graph.scalar(1).name, dims.name], ["N", 1]);
  });
}

function zerosLike(graph: Graph, x: Symbolic): Symbolic {
  return expandLike(graph, graph.scalar(0), x);
}
