import { LearningError } from "../errors.ts";
import type { Dim, Shape } from "../onnx/model.ts";

/** The broadcast of two shapes, as ONNX (and numpy) define it. Throws `shape-mismatch`. */
export function broadcast(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, at) => {
    const left = dimAt(a, at - (rank - a.length));
    const right = dimAt(b, at - (rank - b.length));
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw new LearningError("shape-mismatch", `[${a.join(", ")}] and [${b.join(", ")}] do not broadcast`);
  });
}

/** The axes of `from` along which `to` was repeated to become `from`. */
export function repeatedAxes(from: Shape, to: Shape): number[] {
  const lead = from.length - to.length;
  return from.flatMap((dim, axis) => (axis < lead || (dimAt(to, axis - lead) === 1 && dim !== 1) ? [axis] : []));
}

export function sameShape(a: Shape, b: Shape): boolean {
  return a.length === b.length && a.every((dim, axis) => dim === b[axis]);
}

/** The size of a shape without a batch dimension. Throws `shape-mismatch`. */
export function sizeOf(shape: Shape): number {
  return shape.reduce<number>((product, dim) => product * fixed(dim), 1);
}

export function fixed(dim: Dim | undefined): number {
  if (typeof dim !== "number") throw new LearningError("shape-mismatch", "the batch dimension has no size here");
  return dim;
}

function dimAt(shape: Shape, axis: number): Dim {
  return axis < 0 ? 1 : (shape[axis] ?? 1);
}
