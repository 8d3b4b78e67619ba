import { axisOf, broadcastDims, elementsOf, isRows, type Dim } from "../inference/dims.ts";
import { numbersOf, tensorOf, type Tensor } from "../inference/tensor.ts";
import { fault, integer, made, onOne, onTwo, operator, type Arguments, type Operator } from "./operator.ts";
import { dependsOnData, noAxis, shapesDiffer, wrongShape } from "./refusals.ts";

const constant = ({ attributes }: Arguments): ReturnType<Operator["infer"]> => {
  const [given, ...more] = attributes.values();
  if (given === undefined || more.length > 0) return fault("attribute-value", "A constant has one value: give it one.");
  switch (given.kind) {
    case "tensor":
      return made(given.value);
    case "float":
      return made(tensorOf("float", []));
    case "floats":
      return made(tensorOf("float", [given.value.length]));
    case "int":
      return made(tensorOf("int64", [], [given.value]));
    case "ints":
      return made(tensorOf("int64", [given.value.length], given.value));
    case "string":
      return fault("string-tensor", "A policy has no text in it: remove the constant.");
    default:
      return given satisfies never;
  }
};

const shape = onOne((x, node) => {
  const known = x.dims.slice(integer(node, "start", 0), integer(node, "end", x.dims.length));
  return made(tensorOf("int64", [known.length], known));
});

/** Sizes that must be known and not negative. */
function sizesOf(given: Tensor): readonly Dim[] | null {
  const fine = given.type === "int64" && given.dims.length === 1;
  return fine && given.known?.every((size) => isRows(size) || size >= 0) === true ? given.known : null;
}

const expand = onTwo((x, wanted) => {
  const sizes = sizesOf(wanted);
  if (sizes === null) return dependsOnData("The shape");
  const dims = broadcastDims(x.dims, sizes);
  return dims === null ? shapesDiffer(x.dims, sizes) : made(tensorOf(x.type, dims));
});

const tile = onTwo((x, repeats) => {
  const times = sizesOf(repeats);
  if (times === null || times.length !== x.dims.length) return dependsOnData("How often it repeats");
  const dims = x.dims.map((dim, at): Dim | null => {
    const count = times[at] ?? 1;
    if (!isRows(count)) return isRows(dim) ? { perRow: dim.perRow * count } : dim * count;
    return isRows(dim) ? null : { perRow: dim * count.perRow };
  });
  const fits = dims.filter((dim) => dim !== null);
  return fits.length === dims.length ? made(tensorOf(x.type, fits)) : wrongShape(x, "of one batch when repeated");
});

const constantOfShape = onOne((wanted, { attributes }) => {
  const sizes = sizesOf(wanted);
  if (sizes === null) return dependsOnData("The shape");
  const value = attributes.get("value");
  if (value?.kind !== "tensor") return made(tensorOf("float", sizes));
  if (elementsOf(value.value.dims) !== 1) return wrongShape(value.value, "one element to fill with");
  const [filling = null] = value.value.known ?? [];
  // As many as a shape may have: what is larger is no shape.
  const known = filling === null || elementsOf(sizes) > 8 || sizes.some(isRows) ? null : filling;
  return made(
    tensorOf(value.value.type, sizes, known === null ? null : Array.from({ length: elementsOf(sizes) }, () => known)),
  );
});

const gather = onTwo((x, indices, node) => {
  const named = integer(node, "axis", 0);
  const axis = axisOf(named, x.dims.length);
  if (axis === null) return noAxis(named, x);
  const places = numbersOf(indices);
  if (places === null) return dependsOnData("What it picks");
  const size = x.dims[axis] ?? 0;
  if (isRows(size)) return wrongShape(x, "of known size where it picks: it takes rows out of the batch");
  const found = places.map((place) => axisOf(place, size));
  if (found.includes(null)) return wrongShape(x, `one with the places ${places.slice(0, 8).join(", ")}`);
  const dims = [...x.dims.slice(0, axis), ...indices.dims, ...x.dims.slice(axis + 1)];
  const { known } = x;
  return made(
    tensorOf(x.type, dims, known === null || x.dims.length > 1 ? null : found.map((place) => known[place ?? 0] ?? 0)),
  );
});

const CONSTANT = {
  value: "tensor",
  value_float: "float",
  value_floats: "floats",
  value_int: "int",
  value_ints: "ints",
} as const;

/** Constants, shapes, repetition, and elements by their place. */
export const dataOperators: Readonly<Record<string, Operator>> = {
  Constant: operator([0, 0], constant, { attributes: CONSTANT }),
  ConstantOfShape: operator([1, 1], constantOfShape, { attributes: { value: "tensor" } }),
  Expand: operator([2, 2], expand),
  Gather: operator([2, 2], gather, { attributes: { axis: "int" } }),
  Shape: operator([1, 1], shape, { attributes: { start: "int", end: "int" }, later: { start: 15, end: 15 } }),
  Tile: operator([2, 2], tile),
};
