import { asDim, axisOf, dimsText, isRows, sameDim, sizeOf, type Dim } from "../inference/dims.ts";
import { tensorOf, vectorOf, type Tensor } from "../inference/tensor.ts";
import { MODEL_LIMITS } from "../limits.ts";
import {
  fault,
  integer,
  made,
  onOne,
  onTwo,
  operator,
  type Arguments,
  type Operator,
  type Outcome,
} from "./operator.ts";
import { dependsOnData, noAxis, shapesDiffer, wrongShape, wrongType } from "./refusals.ts";

const OPEN = -1;

/** The dimensions that a reshape asks for, with its 0 and -1 filled in; or why there are none. */
function reshaped(x: Tensor, wanted: readonly Dim[], zeroIsZero: boolean): Outcome {
  const dims = wanted.map((dim, at) => (dim === 0 && !zeroIsZero ? (x.dims[at] ?? 0) : dim));
  const open = dims.indexOf(OPEN);
  const others = dims.filter((_, at) => at !== open);
  if (others.some((dim) => typeof dim === "number" && dim < 0)) return wrongShape(x, `what ${dimsText(wanted)} makes`);
  const [whole, rest] = [sizeOf(x.dims), sizeOf(others)];
  if (open === -1)
    return whole.size === rest.size && whole.rows === rest.rows
      ? made(tensorOf(x.type, dims, x.known))
      : shapesDiffer(x.dims, wanted);
  const size = whole.size === 0 ? 0 : whole.size / rest.size;
  const filled = whole.rows < rest.rows ? null : asDim({ size, rows: whole.rows - rest.rows });
  if (filled === null || !Number.isInteger(size)) return shapesDiffer(x.dims, wanted);
  return made(tensorOf(x.type, dims.with(open, filled), x.known));
}

const reshape = onTwo((x, shape, node) => {
  if (shape.type !== "int64" || shape.dims.length !== 1) return wrongShape(shape, "a vector of int64");
  if (shape.known === null) return dependsOnData("The shape");
  return reshaped(x, shape.known, integer(node, "allowzero", 0) !== 0);
});

const flatten = onOne((x, node) => {
  const given = integer(node, "axis", 1);
  const axis = given === x.dims.length ? given : axisOf(given, x.dims.length);
  if (axis === null) return noAxis(given, x);
  const front = asDim(sizeOf(x.dims.slice(0, axis)));
  const back = asDim(sizeOf(x.dims.slice(axis)));
  if (front === null || back === null) return wrongShape(x, "a shape with one batch dimension");
  return made(tensorOf(x.type, [front, back], x.known));
});

/** Axes named by the second input, counted from the front; or why there are none. */
function axesOf({ inputs }: Arguments, x: Tensor, rank: number): readonly number[] | Outcome {
  const given = inputs[1] ? vectorOf(inputs[1]) : [];
  if (given === null) return dependsOnData("Which axes it takes");
  const axes: number[] = [];
  for (const each of given) {
    const axis = axisOf(each, rank);
    if (axis === null || axes.includes(axis)) return noAxis(each, x);
    axes.push(axis);
  }
  return axes;
}

const squeeze = onOne((x, node) => {
  const axes = axesOf(node, x, x.dims.length);
  if ("kind" in axes) return axes;
  // A batch of one would be taken away as well, any other would not.
  if (!node.inputs[1] && x.dims.some(isRows)) return dependsOnData("Without axes, what it takes away");
  const all = node.inputs[1] ? axes : [...x.dims.keys()].filter((at) => x.dims[at] === 1);
  if (all.some((axis) => x.dims[axis] !== 1)) return wrongShape(x, "of size 1 where it is squeezed");
  return made(
    tensorOf(
      x.type,
      x.dims.filter((_, at) => !all.includes(at)),
      x.known,
    ),
  );
});

const unsqueeze = onTwo((x, given, node) => {
  const rank = x.dims.length + (given.known?.length ?? 0);
  const axes = axesOf(node, x, rank);
  if ("kind" in axes) return axes;
  const rest = [...x.dims];
  const dims = Array.from({ length: rank }, (_, at): Dim => (axes.includes(at) ? 1 : (rest.shift() ?? 1)));
  return made(tensorOf(x.type, dims, x.known));
});

const concat = onOne((first, node) => {
  const given = integer(node, "axis", 0);
  const axis = axisOf(given, first.dims.length);
  if (axis === null) return noAxis(given, first);
  const parts = node.inputs.flatMap((each) => (each ? [each] : []));
  for (const part of parts) {
    if (part.type !== first.type) return wrongType([first.type, part.type], "inputs of one type");
    const joins = part.dims.length === first.dims.length;
    if (!joins || part.dims.some((dim, at) => at !== axis && !sameDim(dim, first.dims[at] ?? 0)))
      return shapesDiffer(first.dims, part.dims);
  }
  const total = sumOf(parts.map(({ dims }) => dims[axis] ?? 0));
  if (total === null)
    return shapesDiffer(
      first.dims,
      parts.find(({ dims }) => typeof dims[axis] !== typeof first.dims[axis])?.dims ?? [],
    );
  const isVector = first.dims.length === 1 && parts.every(({ known }) => known !== null);
  return made(
    tensorOf(first.type, first.dims.with(axis, total), isVector ? parts.flatMap(({ known }) => known ?? []) : null),
  );
});

function sumOf(dims: readonly Dim[]): Dim | null {
  const sizes = dims.filter((dim) => typeof dim === "number");
  if (sizes.length === dims.length) return sizes.reduce((sum, size) => sum + size, 0);
  return sizes.length > 0
    ? null
    : { perRow: dims.reduce<number>((sum, dim) => sum + (typeof dim === "number" ? 0 : dim.perRow), 0) };
}

const split = onOne((x, node) => {
  const given = integer(node, "axis", 0);
  const axis = axisOf(given, x.dims.length);
  if (axis === null) return noAxis(given, x);
  const whole = x.dims[axis];
  if (typeof whole !== "number") return wrongShape(x, "of known size where it is cut");
  const asked = node.inputs[1];
  const sizes = asked ? vectorOf(asked) : evenly(whole, node);
  if (node.opset >= 18 && Boolean(asked) === node.attributes.has("num_outputs"))
    return fault("arity", "Opset 18 and later take the sizes or num_outputs, one of them: export the model again.");
  if (sizes === null) return asked ? dependsOnData("Where it cuts") : wrongShape(x, `divisible into ${node.outputs}`);
  const fits = sizes.length === node.outputs && sizes.every((size) => size >= 0);
  if (!fits || sizes.reduce((sum, size) => sum + size, 0) !== whole)
    return wrongShape(x, `what [${sizes.join(", ")}] cuts`);
  return { kind: "made", outputs: sizes.map((size) => tensorOf(x.type, x.dims.with(axis, size))), macs: 0 };
});

/** Equal parts; from opset 18 on the last may be smaller, and `num_outputs` says how many. */
function evenly(whole: number, node: Arguments): readonly number[] | null {
  const parts = integer(node, "num_outputs", node.outputs);
  if (parts !== node.outputs || parts > whole || (node.opset < 18 && whole % parts !== 0)) return null;
  const each = Math.ceil(whole / parts);
  return Array.from({ length: parts }, (_, at) => Math.max(0, Math.min(each, whole - at * each)));
}

const SPLIT = {
  attributes: { axis: "int", num_outputs: "int" },
  later: { num_outputs: 18 },
  outputs: [1, MODEL_LIMITS.nodePorts],
} as const;

/** Operators that move elements and change none. */
export const layoutOperators: Readonly<Record<string, Operator>> = {
  Reshape: operator([2, 2], reshape, { attributes: { allowzero: "int" }, later: { allowzero: 14 } }),
  Flatten: operator([1, 1], flatten, { attributes: { axis: "int" } }),
  Squeeze: operator([1, 2], squeeze),
  Unsqueeze: operator([2, 2], unsqueeze),
  Concat: operator([1, MODEL_LIMITS.nodePorts], concat, { attributes: { axis: "int" }, needs: ["axis"] }),
  Split: operator([1, 2], split, SPLIT),
};
