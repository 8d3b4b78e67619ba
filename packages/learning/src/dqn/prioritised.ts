import { below, type Random, uniform } from "../training/random.ts";
import { emptySumTree, leafAt, leafValue, setLeaf, sumOf, type SumTree } from "./sum-tree.ts";

/** Which transitions a minibatch has, and each one's weight in the loss; weights sum to 1 where all are equal. */
export type Sample = { readonly rows: Uint32Array; readonly weights: Float32Array };

/** Priorities of transitions, raised to α, by place in the replay. */
export type Priorities = { readonly tree: SumTree; largest: number };

// A transition that was understood perfectly still has a chance to be looked at again.
const LEAST = 1e-3;

export function initialPriorities(capacity: number): Priorities {
  return { tree: emptySumTree(capacity), largest: 1 };
}

/** A new transition gets the largest priority there was: everything is learned from at least once. */
export function welcome({ tree, largest }: Priorities, place: number): void {
  setLeaf(tree, place, largest);
}

/** Draws rows in proportion to their priority (stratified), with the weights that undo the bias to the power β. */
export function samplePrioritised(
  { tree }: Priorities,
  length: number,
  size: number,
  beta: number,
  random: Random,
): Sample {
  const total = sumOf(tree);
  const rows = Uint32Array.from({ length: size }, (_, at) => leafAt(tree, ((at + uniform(random)) / size) * total));
  const raw = Array.from(rows, (row) => ((length * leafValue(tree, row)) / total) ** -beta);
  const largest = Math.max(...raw);
  return { rows, weights: Float32Array.from(raw, (weight) => weight / (largest * size)) };
}

/** Every transition alike. */
export function sampleEvenly(length: number, size: number, random: Random): Sample {
  const rows = Uint32Array.from({ length: size }, () => below(random, length));
  return { rows, weights: new Float32Array(size).fill(1 / size) };
}

/** Takes the errors a minibatch showed as its rows' priorities. */
export function reprioritise(priorities: Priorities, rows: Uint32Array, errors: Float32Array, alpha: number): void {
  for (const [at, row] of rows.entries()) {
    const priority = Math.fround(((errors[at] ?? 0) + LEAST) ** alpha);
    priorities.largest = Math.max(priorities.largest, priority);
    setLeaf(priorities.tree, row, priority);
  }
}
