import { LearningError } from "../../errors.ts";
import type { Kernel } from "../node-arguments.ts";
import { around, axisOf, emptyValue, sizeOf, type Value, withDims } from "../value.ts";

/** `count` slices along an axis from `start`, `stride` apart. */
function sliced(x: Value, axis: number, start: number, count: number, stride: number): Value {
  const { outer, along, inner } = around(x.dims, axis);
  const result = emptyValue(x.kind, x.dims.with(axis, count));
  let to = 0;
  for (let before = 0; before < outer; before += 1) {
    for (let at = 0; at < count; at += 1) {
      const from = (before * along + start + at * stride) * inner;
      for (let after = 0; after < inner; after += 1) result.data[to++] = x.data[from + after] ?? 0;
    }
  }
  return result;
}

function reshaped(x: Value, wanted: readonly number[], zeroIsZero: boolean): Value {
  const dims = wanted.map((dim, at) => (dim === 0 && !zeroIsZero ? (x.dims[at] ?? 0) : dim));
  const open = dims.indexOf(-1);
  if (open === -1) return withDims(x, dims);
  const rest = sizeOf(dims.toSpliced(open, 1));
  return withDims(x, dims.with(open, rest === 0 ? 0 : x.data.length / rest));
}

/** Where a slice starts and how many it takes, by ONNX's rule for negatives and ends beyond the end. */
function window(size: number, start: number, end: number, stride: number): { first: number; count: number } {
  if (stride === 0) throw new LearningError("model-invalid", "Slice steps by 0");
  const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
  const positive = (value: number): number => (value < 0 ? value + size : value);
  const [low, high] = stride > 0 ? [0, size] : [-1, size - 1];
  const first = clamp(positive(start), 0, stride > 0 ? size : size - 1);
  const last = clamp(positive(end), low, high);
  return { first, count: Math.max(0, Math.ceil((last - first) / stride)) };
}

function splitSizes(total: number, parts: number, given: readonly number[] | null): readonly number[] {
  if (given !== null) return given;
  const each = Math.ceil(total / parts);
  return Array.from({ length: parts }, (_, at) => Math.max(0, Math.min(each, total - at * each)));
}

/** Operators that move elements and change none. */
export const layoutKernels = {
  Reshape: ({ input, integer }) => [reshaped(input(0), [...input(1).data], integer("allowzero", 0) === 1)],
  Flatten: ({ input, integer }) => {
    const x = input(0);
    const given = integer("axis", 1);
    const axis = given < 0 ? given + x.dims.length : given;
    return [withDims(x, [sizeOf(x.dims.slice(0, axis)), sizeOf(x.dims.slice(axis))])];
  },
  Squeeze: ({ input, integers }) => {
    const x = input(0);
    const axes = integers("axes", 1)?.map((axis) => axisOf(axis, x.dims.length));
    return [
      withDims(
        x,
        x.dims.filter((dim, at) => (axes === undefined ? dim !== 1 : !axes.includes(at))),
      ),
    ];
  },
  Unsqueeze: ({ input, integers }) => {
    const x = input(0);
    const axes = integers("axes", 1) ?? [];
    const rank = x.dims.length + axes.length;
    const places = axes.map((axis) => axisOf(axis, rank));
    const rest = [...x.dims];
    return [
      withDims(
        x,
        Array.from({ length: rank }, (_, at) => (places.includes(at) ? 1 : (rest.shift() ?? 1))),
      ),
    ];
  },
  Concat: ({ count, input, integer }) => {
    const parts = Array.from({ length: count }, (_, at) => input(at));
    const [first] = parts;
    if (first === undefined) throw new LearningError("model-invalid", "Concat joins nothing");
    const axis = axisOf(integer("axis", 0), first.dims.length);
    for (const part of parts)
      if (part.kind !== first.kind || part.dims.some((dim, at) => at !== axis && dim !== first.dims[at]))
        throw new LearningError("shape-mismatch", `[${part.dims.join(", ")}] does not join [${first.dims.join(", ")}]`);
    const total = parts.reduce((sum, part) => sum + (part.dims[axis] ?? 0), 0);
    const result = emptyValue(first.kind, first.dims.with(axis, total));
    const { outer } = around(result.dims, axis);
    let to = 0;
    for (let before = 0; before < outer; before += 1) {
      for (const part of parts) {
        const width = part.data.length / outer;
        result.data.set(part.data.subarray(before * width, (before + 1) * width), to);
        to += width;
      }
    }
    return [result];
  },
  Split: ({ input, integer, integers, outputCount }) => {
    const x = input(0);
    const axis = axisOf(integer("axis", 0), x.dims.length);
    const sizes = splitSizes(x.dims[axis] ?? 0, outputCount, integers("split", 1));
    if (sizes.reduce((sum, size) => sum + size, 0) !== x.dims[axis])
      throw new LearningError("shape-mismatch", `[${sizes.join(", ")}] does not split ${x.dims[axis]}`);
    let start = 0;
    return sizes.map((size) => {
      start += size;
      return sliced(x, axis, start - size, size, 1);
    });
  },
  Slice: ({ input, optional }) => {
    const [starts, ends] = [[...input(1).data], [...input(2).data]];
    const axes = [...(optional(3)?.data ?? starts.keys())];
    const strides = [...(optional(4)?.data ?? starts.map(() => 1))];
    return [
      axes.reduce((x, named, at) => {
        const axis = axisOf(named, x.dims.length);
        const stride = strides[at] ?? 1;
        const { first, count } = window(x.dims[axis] ?? 0, starts[at] ?? 0, ends[at] ?? 0, stride);
        return sliced(x, axis, first, count, stride);
      }, input(0)),
    ];
  },
} as const satisfies Record<string, Kernel>;
