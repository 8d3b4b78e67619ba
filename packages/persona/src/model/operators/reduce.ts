import { axisOf } from "../inference/dims.ts";
import { tensorOf, vectorOf } from "../inference/tensor.ts";
import { fault, integer, integers, made, onOne, operator, type Operator } from "./operator.ts";
import { dependsOnData, noAxis, wrongShape, wrongType } from "./refusals.ts";
import { FLOATS, NUMBERS } from "./unary.ts";

/** Along axes, which an opset from `moved` on takes as an input and those before as an attribute. */
function reduction(moved: number, types = NUMBERS): Operator {
  const infer = onOne((x, node) => {
    const [, input] = node.inputs;
    const attribute = integers(node, "axes");
    if (node.opset >= moved ? attribute !== null : node.inputs.length > 1)
      return fault(
        "attribute-not-allowed",
        `Opset ${node.opset} takes the axes the other way: export the model again.`,
      );
    if (!types.includes(x.type)) return wrongType([x.type], types.join(" or "));
    const given = input ? vectorOf(input) : (attribute ?? []);
    if (given === null) return dependsOnData("Along which axes it goes");
    if (given.length === 0 && integer(node, "noop_with_empty_axes", 0) !== 0) return made(tensorOf(x.type, x.dims));
    const axes = new Set<number>();
    for (const each of given.length === 0 ? x.dims.keys() : given) {
      const axis = axisOf(each, x.dims.length);
      if (axis === null) return noAxis(each, x);
      if (x.dims[axis] === 0) return wrongShape(x, "more than nothing where it is reduced");
      axes.add(axis);
    }
    const keeps = integer(node, "keepdims", 1) !== 0;
    return made(
      tensorOf(
        x.type,
        x.dims.flatMap((dim, at) => (axes.has(at) ? (keeps ? [1] : []) : [dim])),
      ),
    );
  });
  return operator([1, 2], infer, {
    attributes: { axes: "ints", keepdims: "int", noop_with_empty_axes: "int" },
    later: { noop_with_empty_axes: moved },
  });
}

/** Sums, means and the like along axes. */
export const reduceOperators: Readonly<Record<string, Operator>> = {
  ReduceL1: reduction(18),
  ReduceL2: reduction(18),
  ReduceMax: reduction(18),
  // The mean of whole numbers is a division of whole numbers.
  ReduceMean: reduction(18, FLOATS),
  ReduceMin: reduction(18),
  ReduceProd: reduction(18),
  ReduceSum: reduction(13),
  ReduceSumSquare: reduction(18),
};
