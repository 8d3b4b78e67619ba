import type { Kernel } from "../node-arguments.ts";
import { around, axisOf, broadcastIndex, emptyValue, sizeOf, type Value } from "../value.ts";

/** Does `f` to each line of a value along an axis: reads the line, writes it back. */
function alongAxis(x: Value, axis: number, f: (line: number[]) => readonly number[]): Value {
  const { outer, along, inner } = around(x.dims, axis);
  const result = emptyValue(x.kind, x.dims);
  for (let before = 0; before < outer; before += 1) {
    for (let after = 0; after < inner; after += 1) {
      const place = (at: number): number => (before * along + at) * inner + after;
      const line = Array.from({ length: along }, (_, at) => x.data[place(at)] ?? 0);
      for (const [at, value] of f(line).entries()) result.data[place(at)] = value;
    }
  }
  return result;
}

// The largest element is taken off first, so that no exponential overflows.
function logSoftmax(line: readonly number[]): number[] {
  const top = Math.max(...line);
  const total = Math.log(line.reduce((sum, x) => sum + Math.exp(x - top), 0)) + top;
  return line.map((x) => x - total);
}

/** Softmax along one axis (the last by default) and layer normalisation. */
export const normalKernels = {
  Softmax: ({ input, integer }) => [
    alongAxis(input(0), axisOf(integer("axis", -1), input(0).dims.length), (line) => logSoftmax(line).map(Math.exp)),
  ],
  LogSoftmax: ({ input, integer }) => [
    alongAxis(input(0), axisOf(integer("axis", -1), input(0).dims.length), logSoftmax),
  ],
  LayerNormalization: ({ input, optional, integer, float }) => {
    const x = input(0);
    const axis = axisOf(integer("axis", -1), x.dims.length);
    const epsilon = float("epsilon", 1e-5);
    const flat = { ...x, dims: [...x.dims.slice(0, axis), sizeOf(x.dims.slice(axis))] };
    const normal = alongAxis(flat, axis, (line) => {
      const mean = line.reduce((sum, value) => sum + value, 0) / line.length;
      const variance = line.reduce((sum, value) => sum + (value - mean) ** 2, 0) / line.length;
      return line.map((value) => (value - mean) / Math.sqrt(variance + epsilon));
    });
    const [scale, bias] = [input(1), optional(2)];
    const scaleAt = broadcastIndex(scale.dims, x.dims);
    const biasAt = bias === null ? null : broadcastIndex(bias.dims, x.dims);
    const result = emptyValue("float", x.dims);
    for (let at = 0; at < result.data.length; at += 1) {
      const shift = biasAt === null ? 0 : (bias?.data[biasAt(at)] ?? 0);
      result.data[at] = (normal.data[at] ?? 0) * (scale.data[scaleAt(at)] ?? 0) + shift;
    }
    return [result];
  },
} as const satisfies Record<string, Kernel>;
