import { LearningError } from "../errors.ts";

/** What an array holds: float32, whole numbers (int64 within what a double holds exactly), or 0 and 1. */
export type ValueKind = "float" | "integer" | "boolean";

/** A dense array in row-major order while a model runs; whole numbers and booleans live in a Float64Array. */
export type Value = {
  readonly kind: ValueKind;
  readonly dims: readonly number[];
  readonly data: Float32Array | Float64Array;
};

// 64 MiB of float32: what the gate allows a model's activations.
const SIZE_LIMIT = 16_777_216;
const RANK_LIMIT = 8;

/** How many elements the dims hold. Throws `shape-mismatch` beyond 64 MiB or eight dims. */
export function sizeOf(dims: readonly number[]): number {
  const size = dims.reduce((product, dim) => product * dim, 1);
  if (dims.length > RANK_LIMIT || !dims.every((dim) => Number.isSafeInteger(dim) && dim >= 0) || size > SIZE_LIMIT)
    throw new LearningError("shape-mismatch", `[${dims.join(", ")}] is no shape this evaluator works with`);
  return size;
}

/** An array of zeros. */
export function emptyValue(kind: ValueKind, dims: readonly number[]): Value {
  const size = sizeOf(dims);
  return { kind, dims, data: kind === "float" ? new Float32Array(size) : new Float64Array(size) };
}

/** The same elements under other dims. Throws `shape-mismatch` when they do not fill them. */
export function withDims(value: Value, dims: readonly number[]): Value {
  if (sizeOf(dims) !== value.data.length)
    throw new LearningError("shape-mismatch", `${value.data.length} values do not fill [${dims.join(", ")}]`);
  return { ...value, dims };
}

/** Elements to step for one step along each dim. */
export function stridesOf(dims: readonly number[]): number[] {
  const strides = dims.map(() => 1);
  for (let at = dims.length - 2; at >= 0; at -= 1) strides[at] = (strides[at + 1] ?? 1) * (dims[at + 1] ?? 1);
  return strides;
}

/** An axis counted from the front. Throws `shape-mismatch` when there is none such. */
export function axisOf(axis: number, rank: number): number {
  const positive = axis < 0 ? axis + rank : axis;
  if (!Number.isInteger(positive) || positive < 0 || positive >= Math.max(rank, 1))
    throw new LearningError("shape-mismatch", `there is no axis ${axis} among ${rank}`);
  return positive;
}

/** Dims before an axis, along it and after it, as element counts. */
export function around(dims: readonly number[], axis: number): { outer: number; along: number; inner: number } {
  return {
    outer: sizeOf(dims.slice(0, axis)),
    along: dims[axis] ?? 1,
    inner: sizeOf(dims.slice(axis + 1)),
  };
}

/** The dims two arrays have together by NumPy's rule. Throws `shape-mismatch`. */
export function broadcastDims(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, at) => {
    const left = a[at - rank + a.length] ?? 1;
    const right = b[at - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1)
      throw new LearningError("shape-mismatch", `[${a.join(", ")}] and [${b.join(", ")}] do not go together`);
    return left === 1 ? right : left;
  });
}

/** For each element of `dims` in order, the index of the element of `from` that stands there. */
export function broadcastIndex(from: readonly number[], dims: readonly number[]): (at: number) => number {
  const own = stridesOf(from);
  const offset = dims.length - from.length;
  const steps = dims.map((_, at) => ((from[at - offset] ?? 1) === 1 ? 0 : (own[at - offset] ?? 0)));
  if (from.length === dims.length && from.every((dim, at) => dim === dims[at])) return (at) => at;
  const strides = stridesOf(dims);
  return (at) => {
    let rest = at;
    let index = 0;
    for (const [place, stride] of strides.entries()) {
      const along = Math.floor(rest / stride);
      rest -= along * stride;
      index += along * (steps[place] ?? 0);
    }
    return index;
  };
}
