import { LearningError } from "../../errors.ts";
import type { Kernel } from "../node-arguments.ts";
import { broadcastDims, broadcastIndex, emptyValue, sizeOf, stridesOf, type Value } from "../value.ts";

type Matrix = { readonly rows: number; readonly columns: number; readonly at: (row: number, column: number) => number };

function matrixOf({ data }: Value, rows: number, columns: number, from: number, transposed: boolean): Matrix {
  return transposed
    ? { rows: columns, columns: rows, at: (row, column) => data[from + column * columns + row] ?? 0 }
    : { rows, columns, at: (row, column) => data[from + row * columns + column] ?? 0 };
}

/** Writes a·b into `result` from `from` on. Sums are kept in double. */
function multiply(a: Matrix, b: Matrix, result: Value, from: number, alpha: number): void {
  if (a.columns !== b.rows)
    throw new LearningError(
      "shape-mismatch",
      `[${a.rows}, ${a.columns}] and [${b.rows}, ${b.columns}] do not multiply`,
    );
  for (let row = 0; row < a.rows; row += 1) {
    for (let column = 0; column < b.columns; column += 1) {
      let sum = 0;
      for (let along = 0; along < a.columns; along += 1) sum += a.at(row, along) * b.at(along, column);
      result.data[from + row * b.columns + column] = alpha * sum;
    }
  }
}

function twoDims({ dims }: Value): [number, number] {
  const [rows, columns, ...more] = dims;
  if (rows === undefined || columns === undefined || more.length > 0)
    throw new LearningError("shape-mismatch", `[${dims.join(", ")}] is no matrix`);
  return [rows, columns];
}

/** Products of matrices, batched by NumPy's rule. */
export const matrixKernels = {
  /** alpha·A'·B' + beta·C. */
  Gemm: ({ input, optional, integer, float }) => {
    const [left, right] = [input(0), input(1)];
    const a = matrixOf(left, ...twoDims(left), 0, integer("transA", 0) === 1);
    const b = matrixOf(right, ...twoDims(right), 0, integer("transB", 0) === 1);
    const result = emptyValue("float", [a.rows, b.columns]);
    multiply(a, b, result, 0, float("alpha", 1));
    const bias = optional(2);
    if (bias !== null) {
      const beta = float("beta", 1);
      const index = broadcastIndex(bias.dims, result.dims);
      for (let at = 0; at < result.data.length; at += 1)
        result.data[at] = (result.data[at] ?? 0) + beta * (bias.data[index(at)] ?? 0);
    }
    return [result];
  },
  MatMul: ({ input }) => {
    const [a, b] = [input(0), input(1)];
    const left = a.dims.length === 1 ? [1, ...a.dims] : a.dims;
    const right = b.dims.length === 1 ? [...b.dims, 1] : b.dims;
    const batch = broadcastDims(left.slice(0, -2), right.slice(0, -2));
    const [rows = 1, along = 1] = left.slice(-2);
    const [inner = 1, columns = 1] = right.slice(-2);
    const result = emptyValue("float", [...batch, rows, columns]);
    const leftAt = broadcastIndex(left.slice(0, -2), batch);
    const rightAt = broadcastIndex(right.slice(0, -2), batch);
    for (let at = 0; at < sizeOf(batch); at += 1) {
      const x = matrixOf(a, rows, along, leftAt(at) * rows * along, false);
      const y = matrixOf(b, inner, columns, rightAt(at) * inner * columns, false);
      multiply(x, y, result, at * rows * columns, 1);
    }
    const dims = [...batch, ...(a.dims.length === 1 ? [] : [rows]), ...(b.dims.length === 1 ? [] : [columns])];
    return [{ ...result, dims }];
  },
  Transpose: ({ input, integers }) => {
    const x = input(0);
    const order = integers("perm", null) ?? x.dims.map((_, at) => x.dims.length - 1 - at);
    const dims = order.map((axis) => x.dims[axis] ?? 1);
    const own = stridesOf(x.dims);
    const strides = stridesOf(dims);
    const result = emptyValue(x.kind, dims);
    for (let at = 0; at < result.data.length; at += 1) {
      let rest = at;
      let from = 0;
      for (const [place, stride] of strides.entries()) {
        const along = Math.floor(rest / stride);
        rest -= along * stride;
        from += along * (own[order[place] ?? 0] ?? 0);
      }
      result.data[at] = x.data[from] ?? 0;
    }
    return [result];
  },
} as const satisfies Record<string, Kernel>;
