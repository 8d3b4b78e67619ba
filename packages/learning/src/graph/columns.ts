import type { Tensor } from "../runtime.ts";
import { split } from "./layout.ts";
import type { Graph, Symbolic } from "./graph.ts";

/** Columns of one matrix by name, with their widths, in the order in which they lie side by side. */
export type Columns<Name extends string> = Readonly<Record<Name, number>>;

/**
 * One input [N, Σ widths] cut into its columns: handing over one tensor is faster than handing over many. A column
 * without width is not there.
 */
export function columnsInput<Name extends string>(
  graph: Graph,
  input: string,
  columns: Columns<Name>,
): Record<Name, Symbolic> {
  const names = (Object.keys(columns) as Name[]).filter((name) => columns[name] > 0);
  const widths = names.map((name) => columns[name]);
  const whole = graph.input(input, ["N", widths.reduce((sum, width) => sum + width, 0)]);
  const parts = split(graph, whole, 1, widths);
  return Object.fromEntries(names.map((name, at) => [name, parts[at] as Symbolic])) as Record<Name, Symbolic>;
}

/** Where each column is written: row `at` of column `name` begins at `at × width + offsets[name]`. */
export type Matrix<Name extends string> = {
  readonly data: Float32Array;
  readonly width: number;
  readonly offsets: Readonly<Record<Name, number>>;
};

export function emptyMatrix<Name extends string>(columns: Columns<Name>, rows: number): Matrix<Name> {
  let width = 0;
  const offsets = {} as Record<Name, number>;
  for (const name of Object.keys(columns) as Name[]) {
    offsets[name] = width;
    width += columns[name];
  }
  return { data: new Float32Array(rows * width), width, offsets };
}

/** The matrix as a tensor. */
export function matrixTensor({ data, width }: Matrix<string>): Tensor {
  return { data, dims: [data.length / width, width] };
}
