import { atOneRow, axisOf, broadcastDims, elementsOf, sameDim, sameDims, type Dim } from "../inference/dims.ts";
import { tensorOf, type Tensor } from "../inference/tensor.ts";
import { integer, integers, made, onOne, onTwo, operator, type Operator, type Outcome } from "./operator.ts";
import { noAxis, shapesDiffer, wrongShape, wrongType } from "./refusals.ts";
import { FLOATS } from "./unary.ts";

function floats(...tensors: readonly (Tensor | null | undefined)[]): Outcome | null {
  const types = tensors.flatMap((each) => (each ? [each.type] : []));
  const [first] = types;
  if (first !== undefined && FLOATS.includes(first) && types.every((type) => type === first)) return null;
  return wrongType(types, "float32 or double alone");
}

function oriented({ dims }: Tensor, transposed: boolean): readonly [Dim, Dim] | null {
  const [rows, columns, ...more] = dims;
  if (rows === undefined || columns === undefined || more.length > 0) return null;
  return transposed ? [columns, rows] : [rows, columns];
}

/** alpha·A'·B' + beta·C: m·k·n multiply-accumulates. */
const gemm = onTwo((a, b, node) => {
  const c = node.inputs[2];
  const types = floats(a, b, c);
  if (types !== null) return types;
  const left = oriented(a, integer(node, "transA", 0) !== 0);
  const right = oriented(b, integer(node, "transB", 0) !== 0);
  if (left === null) return wrongShape(a, "a matrix");
  if (right === null) return wrongShape(b, "a matrix");
  if (!sameDim(left[1], right[0])) return shapesDiffer(left, right);
  const dims = [left[0], right[1]];
  if (c) {
    const whole = broadcastDims(c.dims, dims);
    if (whole === null || !sameDims(whole, dims)) return shapesDiffer(c.dims, dims);
  }
  return made(tensorOf(a.type, dims), elementsOf([...left, right[1]]));
});

const matmul = onTwo((a, b) => {
  const types = floats(a, b);
  if (types !== null) return types;
  if (a.dims.length === 0) return wrongShape(a, "a vector or a matrix");
  if (b.dims.length === 0) return wrongShape(b, "a vector or a matrix");
  const left = a.dims.length === 1 ? [1, ...a.dims] : a.dims;
  const right = b.dims.length === 1 ? [...b.dims, 1] : b.dims;
  const [rows = 1, along = 1] = left.slice(-2);
  const [inner = 1, columns = 1] = right.slice(-2);
  const batch = broadcastDims(left.slice(0, -2), right.slice(0, -2));
  if (batch === null || !sameDim(along, inner)) return shapesDiffer(a.dims, b.dims);
  const kept = [...(a.dims.length === 1 ? [] : [rows]), ...(b.dims.length === 1 ? [] : [columns])];
  const macs = elementsOf([...batch, rows, along, columns]);
  return made(tensorOf(a.type, [...batch, ...kept]), macs);
});

const alongAxis = onOne((x, node) => {
  const axis = integer(node, "axis", -1);
  if (axisOf(axis, x.dims.length) === null) return noAxis(axis, x);
  if (x.dims.includes(0)) return wrongShape(x, "more than nothing where it is normalised");
  return floats(x) ?? made(tensorOf(x.type, x.dims));
});

const layerNormalization = onTwo((x, scale, node) => {
  const bias = node.inputs[2];
  const axis = integer(node, "axis", -1);
  if (axisOf(axis, x.dims.length) === null) return noAxis(axis, x);
  if (x.dims.includes(0)) return wrongShape(x, "more than nothing where it is normalised");
  for (const each of [scale, ...(bias ? [bias] : [])]) {
    const whole = broadcastDims(each.dims, x.dims);
    if (whole === null || !sameDims(whole, x.dims)) return shapesDiffer(each.dims, x.dims);
  }
  return floats(x, scale, bias) ?? made(tensorOf(x.type, x.dims));
});

const batchNormalization = onOne((x, node) => {
  const channels = x.dims[1];
  if (channels === undefined) return wrongShape(x, "a batch of channels");
  for (const each of node.inputs.slice(1))
    if (each && !sameDims(each.dims, [atOneRow(channels)])) return shapesDiffer(each.dims, [channels]);
  return floats(...node.inputs) ?? made(tensorOf(x.type, x.dims));
});

const transpose = onOne((x, node) => {
  const order = integers(node, "perm") ?? x.dims.map((_, at) => x.dims.length - 1 - at);
  const axes = new Set(order.filter((axis) => axis >= 0 && axis < x.dims.length));
  if (order.length !== x.dims.length || axes.size !== order.length)
    return wrongShape(x, `what [${order.join(", ")}] orders`);
  return made(
    tensorOf(
      x.type,
      order.map((axis) => x.dims[axis] ?? 1),
      x.dims.length < 2 ? x.known : null,
    ),
  );
});

const axis = { attributes: { axis: "int" } } as const;

/** Matrix products, what goes along an axis, and normalisation. */
export const matrixOperators: Readonly<Record<string, Operator>> = {
  Gemm: operator([2, 3], gemm, { attributes: { alpha: "float", beta: "float", transA: "int", transB: "int" } }),
  MatMul: operator([2, 2], matmul),
  Transpose: operator([1, 1], transpose, { attributes: { perm: "ints" } }),
  Softmax: operator([1, 1], alongAxis, axis),
  LogSoftmax: operator([1, 1], alongAxis, axis),
  LayerNormalization: operator([2, 3], layerNormalization, {
    since: 17,
    attributes: { axis: "int", epsilon: "float", stash_type: "int" },
  }),
  // One output: the others are of training.
  BatchNormalization: operator([5, 5], batchNormalization, {
    attributes: { epsilon: "float", momentum: "float", training_mode: "int" },
  }),
};
