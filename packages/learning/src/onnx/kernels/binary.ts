import { LearningError } from "../../errors.ts";
import type { Kernel, NodeArguments } from "../node-arguments.ts";
import { broadcastDims, broadcastIndex, emptyValue, type Value, type ValueKind } from "../value.ts";

/** Two values broadcast against each other, element by element. */
function combined(a: Value, b: Value, kind: ValueKind, f: (a: number, b: number) => number): Value {
  const dims = broadcastDims(a.dims, b.dims);
  const result = emptyValue(kind, dims);
  const left = broadcastIndex(a.dims, dims);
  const right = broadcastIndex(b.dims, dims);
  for (let at = 0; at < result.data.length; at += 1) result.data[at] = f(a.data[left(at)] ?? 0, b.data[right(at)] ?? 0);
  return result;
}

function pair({ input }: NodeArguments): [Value, Value] {
  const [a, b] = [input(0), input(1)];
  if (a.kind !== b.kind) throw new LearningError("model-invalid", `${a.kind} and ${b.kind} do not go together`);
  return [a, b];
}

const arithmetic =
  (f: (a: number, b: number) => number): Kernel =>
  (node) => {
    const [a, b] = pair(node);
    return [combined(a, b, a.kind, f)];
  };

const comparison =
  (f: (a: number, b: number) => boolean): Kernel =>
  (node) => {
    const [a, b] = pair(node);
    return [combined(a, b, "boolean", (left, right) => Number(f(left, right)))];
  };

// Min and Max take any number of inputs.
const folded =
  (f: (a: number, b: number) => number): Kernel =>
  ({ count, input }) => {
    let result = input(0);
    for (let at = 1; at < count; at += 1) result = combined(result, input(at), result.kind, f);
    return [result];
  };

/** Two numbers in, one out. */
export const binaryKernels = {
  Add: arithmetic((a, b) => a + b),
  Sub: arithmetic((a, b) => a - b),
  Mul: arithmetic((a, b) => a * b),
  Div: (node) => {
    const [a, b] = pair(node);
    // Whole numbers are divided toward zero.
    return [combined(a, b, a.kind, a.kind === "float" ? (x, y) => x / y : (x, y) => Math.trunc(x / y))];
  },
  Pow: ({ input }) => [combined(input(0), input(1), input(0).kind, (a, b) => a ** b)],
  Min: folded(Math.min),
  Max: folded(Math.max),
  Greater: comparison((a, b) => a > b),
  GreaterOrEqual: comparison((a, b) => a >= b),
  Less: comparison((a, b) => a < b),
  LessOrEqual: comparison((a, b) => a <= b),
  Equal: comparison((a, b) => a === b),
  And: comparison((a, b) => a !== 0 && b !== 0),
  Or: comparison((a, b) => a !== 0 || b !== 0),
  Where: ({ input }) => {
    const [condition, yes, no] = [input(0), input(1), input(2)];
    const dims = broadcastDims(condition.dims, broadcastDims(yes.dims, no.dims));
    const result = emptyValue(yes.kind, dims);
    const [asks, takes, leaves] = [condition, yes, no].map((value) => broadcastIndex(value.dims, dims));
    for (let at = 0; at < result.data.length; at += 1) {
      const chosen =
        (condition.data[asks?.(at) ?? 0] ?? 0) === 0 ? no.data[leaves?.(at) ?? 0] : yes.data[takes?.(at) ?? 0];
      result.data[at] = chosen ?? 0;
    }
    return [result];
  },
} as const satisfies Record<string, Kernel>;
