import { broadcastDims, sameDims, type Dim } from "../inference/dims.ts";
import { isExact, numbersOf, tensorOf, type Tensor } from "../inference/tensor.ts";
import type { ElementType } from "../tensors/element-type.ts";
import { MODEL_LIMITS } from "../limits.ts";
import { fault, made, onTwo, operator, type Operator, type Outcome } from "./operator.ts";
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

/**
 * Sizes worked out from sizes: exporters do so to reshape. Only where a machine's integers come to the same: what was cut
 * to a double's range when it was read, or would wrap around when it runs, is not known.
 */
function folded(a: Tensor, b: Tensor, fold: Fold): readonly number[] | null {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  if (left === null || right === null || a.dims.length > 1 || b.dims.length > 1) return null;
  if (left.length === 0 || right.length === 0 || ![...left, ...right].every((value) => isExact(value, a.type)))
    return null;
  const [one] = left.length === 1 ? left : [];
  const [other] = right.length === 1 ? right : [];
  const longer = left.length >= right.length ? left : right;
  const values = longer.map((_, at) => fold(one ?? left[at] ?? 0, other ?? right[at] ?? 0));
  return values.every((value) => isExact(value, a.type)) ? values : null;
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

// Toward zero, where the numbers are whole.
const quotient = pairwise(NUMBERS, null, (a, b) => Math.trunc(a / b));

/**
 * Whole numbers only by constants other than 0 and -1: the least int64 divided by -1 raises SIGFPE on x86 and ends the
 * process, for the one input that makes it so.
 */
const division = operator(
  [2, 2],
  onTwo((_, b, node) => {
    const divisors = FLOATS.includes(b.type) ? [] : numbersOf(b);
    if (divisors !== null && !divisors.includes(0) && !divisors.includes(-1)) return quotient.infer(node);
    return fault("division-unsafe", "Whole numbers are divided by what may be 0 or -1: divide floats instead.");
  }),
);

/** The slopes are spread over the input, never the input over the slopes. */
const slopes = operator(
  [2, 2],
  onTwo((x, slope, node) => {
    const dims = broadcastDims(x.dims, slope.dims);
    if (dims === null || !sameDims(dims, x.dims)) return shapesDiffer(x.dims, slope.dims);
    return pairwise(FLOATS, null).infer(node);
  }),
);

const EVERY: readonly ElementType[] = [...NUMBERS, "boolean"];

/** Several tensors, element by element. */
export const binaryOperators: Readonly<Record<string, Operator>> = {
  Add: pairwise(NUMBERS, null, (a, b) => a + b),
  And: pairwise(["boolean"], "boolean"),
  Div: division,
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
  PRelu: slopes,
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
