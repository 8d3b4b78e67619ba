import { broadcastDims, type Dim } from "../inference/dims.ts";
import { numbersOf, tensorOf, type Tensor } from "../inference/tensor.ts";
import type { ElementType } from "../tensors/element-type.ts";
import { MODEL_LIMITS } from "../limits.ts";
import { made, onTwo, operator, type Operator, type Outcome } from "./operator.ts";
import { shapesDiffer, wrongType } from "./refusals.ts";
import { FLOATS, NUMBERS } from "./unary.ts";

type Fold = (a: number, b: number) => number;

/** Two tensors of one type, element by element with broadcasting. */
function pairwise(types: readonly ElementType[], result: ElementType | null, fold: Fold | null = null): Operator {
  return operator(
    [2, 2],
    onTwo((a, b) => {
      if (a.type !== b.type || !types.includes(a.type))
        return wrongType([a.type, b.type], `two of ${types.join(", ")}`);
      const dims = broadcastDims(a.dims, b.dims);
      if (dims === null) return shapesDiffer(a.dims, b.dims);
      return made(tensorOf(result ?? a.type, dims, fold === null ? null : folded(a, b, fold)));
    }),
  );
}

/** Sizes worked out from sizes: exporters do so to reshape. */
function folded(a: Tensor, b: Tensor, fold: Fold): readonly number[] | null {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  if (left === null || right === null || a.dims.length > 1 || b.dims.length > 1) return null;
  const [one] = left.length === 1 ? left : [];
  const [other] = right.length === 1 ? right : [];
  const longer = left.length >= right.length ? left : right;
  const values = longer.map((_, at) => fold(one ?? left[at] ?? 0, other ?? right[at] ?? 0));
  return values.every(Number.isSafeInteger) ? values : null;
}

/** Any number of tensors of one type. */
function together(types: readonly ElementType[]): Operator {
  return operator([1, MODEL_LIMITS.nodePorts], ({ inputs }): Outcome => {
    const [first] = inputs;
    if (!first || !types.includes(first.type)) return wrongType([first?.type ?? "boolean"], types.join(" or "));
    let dims: readonly Dim[] = first.dims;
    for (const next of inputs) {
      if (next?.type !== first.type) return wrongType([first.type, next?.type ?? "boolean"], "inputs of one type");
      const joined = broadcastDims(dims, next.dims);
      if (joined === null) return shapesDiffer(dims, next.dims);
      dims = joined;
    }
    return made(tensorOf(first.type, dims));
  });
}

const EVERY: readonly ElementType[] = [...NUMBERS, "boolean"];

/** Several tensors, element by element. */
export const binaryOperators: Readonly<Record<string, Operator>> = {
  Add: pairwise(NUMBERS, null, (a, b) => a + b),
  And: pairwise(["boolean"], "boolean"),
  // Whole numbers are divided toward zero; a division by 0 is no safe integer and so not known.
  Div: pairwise(NUMBERS, null, (a, b) => Math.trunc(a / b)),
  Equal: pairwise(EVERY, "boolean"),
  Greater: pairwise(NUMBERS, "boolean"),
  GreaterOrEqual: pairwise(NUMBERS, "boolean"),
  Less: pairwise(NUMBERS, "boolean"),
  LessOrEqual: pairwise(NUMBERS, "boolean"),
  Max: together(NUMBERS),
  Mean: together(FLOATS),
  Min: together(NUMBERS),
  Mul: pairwise(NUMBERS, null, (a, b) => a * b),
  Or: pairwise(["boolean"], "boolean"),
  PRelu: pairwise(FLOATS, null),
  Sub: pairwise(NUMBERS, null, (a, b) => a - b),
  Sum: together(FLOATS),
  Xor: pairwise(["boolean"], "boolean"),

  Pow: operator(
    [2, 2],
    onTwo((base, exponent) => {
      if (!NUMBERS.includes(base.type) || !NUMBERS.includes(exponent.type))
        return wrongType([base.type, exponent.type], "numbers");
      const dims = broadcastDims(base.dims, exponent.dims);
      return dims === null ? shapesDiffer(base.dims, exponent.dims) : made(tensorOf(base.type, dims));
    }),
  ),

  // It takes from both sides what is there already; nothing runs or stays away for it.
  Where: operator([3, 3], ({ inputs }) => {
    const [condition, yes, no] = inputs;
    if (condition?.type !== "boolean" || !yes || yes.type !== no?.type)
      return wrongType(
        [condition, yes, no].map((each) => each?.type ?? "boolean"),
        "a boolean and two of one type",
      );
    const sides = broadcastDims(yes.dims, no.dims);
    if (sides === null) return shapesDiffer(yes.dims, no.dims);
    const dims = broadcastDims(condition.dims, sides);
    return dims === null ? shapesDiffer(condition.dims, sides) : made(tensorOf(yes.type, dims));
  }),
};
