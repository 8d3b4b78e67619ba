import type { Kernel, NodeArguments } from "../node-arguments.ts";
import { axisOf, emptyValue, stridesOf, type Value } from "../value.ts";

type Fold = { readonly start: number; readonly add: (sum: number, x: number) => number; readonly mean?: true };

function reduced({ input, integer, integers }: NodeArguments, { start, add, mean }: Fold): Value {
  const x = input(0);
  const rank = x.dims.length;
  const given = integers("axes", 1) ?? [];
  if (given.length === 0 && integer("noop_with_empty_axes", 0) === 1) return x;
  const axes = new Set(given.length === 0 ? x.dims.keys() : given.map((axis) => axisOf(axis, rank)));
  const kept = x.dims.map((dim, at) => (axes.has(at) ? 1 : dim));
  const own = stridesOf(x.dims);
  const strides = stridesOf(kept).map((stride, at) => (axes.has(at) ? 0 : stride));
  const result = emptyValue(x.kind, kept);
  const sums = new Float64Array(result.data.length).fill(start);
  for (let at = 0; at < x.data.length; at += 1) {
    let rest = at;
    let to = 0;
    for (const [place, stride] of own.entries()) {
      const along = Math.floor(rest / stride);
      rest -= along * stride;
      to += along * (strides[place] ?? 0);
    }
    sums[to] = add(sums[to] ?? 0, x.data[at] ?? 0);
  }
  const share = mean === true ? result.data.length / Math.max(1, x.data.length) : 1;
  for (let at = 0; at < sums.length; at += 1) result.data[at] = (sums[at] ?? 0) * share;
  return integer("keepdims", 1) === 1 ? result : { ...result, dims: x.dims.filter((_, at) => !axes.has(at)) };
}

/** Sums, means and extremes along axes (all of them when none are named). */
export const reduceKernels = {
  ReduceSum: (node) => [reduced(node, { start: 0, add: (sum, x) => sum + x })],
  ReduceMean: (node) => [reduced(node, { start: 0, add: (sum, x) => sum + x, mean: true })],
  ReduceMax: (node) => [reduced(node, { start: Number.NEGATIVE_INFINITY, add: Math.max })],
  ReduceMin: (node) => [reduced(node, { start: Number.POSITIVE_INFINITY, add: Math.min })],
} as const satisfies Record<string, Kernel>;
