import { axisOf, isRows, type Dim } from "../inference/dims.ts";
import { tensorOf, vectorOf, type Tensor } from "../inference/tensor.ts";
import { made, onOne, operator, type Operator, type Outcome } from "./operator.ts";
import { dependsOnData, noAxis, wrongShape } from "./refusals.ts";

type Cut = { readonly start: number; readonly end: number; readonly step: number };

/** Where a slice starts and how many it takes, by ONNX's rule for negatives and for ends beyond the end. */
function windowOf(size: number, { start, end, step }: Cut): { readonly first: number; readonly count: number } {
  const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
  const positive = (value: number): number => (value < 0 ? value + size : value);
  const [low, high] = step > 0 ? [0, size] : [-1, size - 1];
  const first = clamp(positive(start), 0, step > 0 ? size : size - 1);
  return { first, count: Math.max(0, Math.ceil((clamp(positive(end), low, high) - first) / step)) };
}

/** One cut along one axis; null where it would take rows out of the batch. */
function cutDim(dim: Dim, cut: Cut): Dim | null {
  if (!isRows(dim)) return windowOf(dim, cut).count;
  const takesAll = cut.start === 0 && cut.step === 1 && cut.end >= 2 ** 31 - 1;
  return takesAll ? dim : null;
}

function knownOf({ dims, known }: Tensor, cuts: readonly Cut[]): readonly Dim[] | null {
  const [cut] = cuts;
  if (known === null || dims.length !== 1 || cut === undefined || cuts.length > 1) return null;
  const { first, count } = windowOf(known.length, cut);
  return Array.from({ length: count }, (_, at) => known[first + at * cut.step] ?? 0);
}

const slice: Operator["infer"] = onOne((x, { inputs }): Outcome => {
  const numbers = inputs.slice(1).map((each) => (each ? vectorOf(each) : undefined));
  if (numbers.includes(null)) return dependsOnData("Where it cuts");
  const [starts = [], ends = [], axes = [...starts.keys()], steps = starts.map(() => 1)] = numbers as readonly (
    | readonly number[]
    | undefined
  )[];
  if ([ends, axes, steps].some(({ length }) => length !== starts.length) || steps.includes(0))
    return wrongShape(x, "cut by as many starts as ends, axes and steps");
  const cuts = starts.map((start, at) => ({ start, end: ends[at] ?? 0, step: steps[at] ?? 1 }));
  let dims: readonly Dim[] = x.dims;
  const cutBefore = new Set<number>();
  for (const [at, cut] of cuts.entries()) {
    const named = axes[at] ?? 0;
    const axis = axisOf(named, x.dims.length);
    if (axis === null || cutBefore.has(axis)) return noAxis(named, x);
    cutBefore.add(axis);
    const dim = cutDim(dims[axis] ?? 0, cut);
    if (dim === null) return wrongShape(x, "of known size where it is cut: it takes rows out of the batch");
    dims = dims.with(axis, dim);
  }
  return made(tensorOf(x.type, dims, knownOf(x, cuts)));
});

/** Cuts with steps. */
export const sliceOperators: Readonly<Record<string, Operator>> = { Slice: operator([3, 5], slice) };
