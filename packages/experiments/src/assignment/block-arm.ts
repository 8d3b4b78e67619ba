import type { Arm } from "../plan/experiment-plan.ts";
import { stableHash } from "./stable-hash.ts";

/** A stretch of time of a switchback: block `index` from `from` to `until` (ms), measured from `measuredFrom` on, after its wash-out. */
export type Block = {
  readonly index: number;
  readonly from: number;
  readonly measuredFrom: number;
  readonly until: number;
};

/** The block that holds `at`; null before the start. The edge belongs to the block it opens. */
export function blockOf(
  design: { readonly blockS: number; readonly washOutS: number },
  startedAt: number,
  at: number,
): Block | null {
  if (!(at >= startedAt)) return null;
  const length = design.blockS * 1000;
  const index = Math.floor((at - startedAt) / length);
  const from = startedAt + index * length;
  return { index, from, measuredFrom: from + design.washOutS * 1000, until: from + length };
}

/** Whether a frame made at `at` counts for its block. */
export function isMeasured(block: Block, at: number): boolean {
  return at >= block.measuredFrom && at < block.until;
}

/** Which arm a block is, and the set of blocks it is compared within: the `cluster` of its observation. */
export type BlockArm = { readonly arm: string; readonly set: number; readonly cluster: string };

/**
 * The arm of a block: each set of as many blocks as arms holds every arm once, in an order that experiment and set alone decide (permuted blocks, Zelen 1974;
 * shuffled as Fisher and Yates do). Weights do not enter: a switchback's arms get equal time.
 */
export function blockArm(experimentId: string, index: number, arms: readonly Pick<Arm, "name">[]): BlockArm {
  const set = Math.floor(index / arms.length);
  const order = arms.map(({ name }) => name);
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = stableHash(`${experimentId}/set/${set}/${last}`) % (last + 1);
    [order[last], order[other]] = [order[other] ?? "", order[last] ?? ""];
  }
  return { arm: order[index % arms.length] ?? "", set, cluster: `set-${set}` };
}
