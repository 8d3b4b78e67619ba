import { LearningError } from "../errors.ts";
import type { Dim } from "../onnx/model.ts";
import type { Graph, Symbolic } from "./graph.ts";
import { onesColumn, reshape } from "./layout.ts";

/** Which operands of a product are transposed before it. */
export type Transposed = { readonly a?: boolean; readonly b?: boolean };

/** A × B of two matrices, either transposed first. Throws `shape-mismatch`. */
export function matmul(graph: Graph, a: Symbolic, b: Symbolic, transposed: Transposed = {}): Symbolic {
  return product(graph, a, b, null, transposed);
}

/** x × w + bias: one dense layer. x [N,I], w [I,O], bias [O] → [N,O]. */
export function dense(graph: Graph, x: Symbolic, w: Symbolic, bias: Symbolic): Symbolic {
  return product(graph, x, w, bias, {});
}

function product(graph: Graph, a: Symbolic, b: Symbolic, bias: Symbolic | null, transposed: Transposed): Symbolic {
  const ta = transposed.a === true;
  const tb = transposed.b === true;
  const [rows, inner] = oriented(a, ta);
  const [innerB, columns] = oriented(b, tb);
  if (inner !== innerB) {
    throw new LearningError("shape-mismatch", `[${a.shape.join(", ")}] × [${b.shape.join(", ")}]`);
  }
  const names = bias === null ? [a.name, b.name] : [a.name, b.name, bias.name];
  const y = graph.apply(
    "Gemm",
    names,
    [rows, columns],
    [
      { kind: "int", name: "transA", value: ta ? 1 : 0 },
      { kind: "int", name: "transB", value: tb ? 1 : 0 },
    ],
  );
  graph.record(bias === null ? [a, b] : [a, b, bias], [y], ([dy]) => {
    if (!dy) return [null, null, null];
    const da = ta ? matmul(graph, b, dy, { a: tb, b: true }) : matmul(graph, dy, b, { b: !tb });
    const db = tb ? matmul(graph, dy, a, { a: true, b: ta }) : matmul(graph, a, dy, { a: !ta });
    // A product with ones sums the batch several times faster than ReduceSum over the first axis.
    return bias === null
      ? [da, db]
      : [da, db, reshape(graph, matmul(graph, onesColumn(graph, dy), dy, { a: true }), bias.shape)];
  });
  return y;
}

function oriented(matrix: Symbolic, transposed: boolean): readonly [Dim, Dim] {
  const [rows, columns, ...more] = matrix.shape;
  if (rows === undefined || columns === undefined || more.length > 0) {
    throw new LearningError("shape-mismatch", `${matrix.name} is not a matrix`);
  }
  return transposed ? [columns, rows] : [rows, columns];
}
