import type { RolloutTask } from "@fleet-persona/hub-core";

/** Works one item out: a function of the task, the genome and the seeds and nothing else. What it throws is the item's failure. */
export type Evaluate = (genome: Uint8Array, seeds: readonly number[]) => Promise<unknown>;

export type TaskOf<Kind extends RolloutTask["kind"]> = Extract<RolloutTask, { readonly kind: Kind }>;

/** Makes ready what all items of a task share. */
export type Evaluator = (task: RolloutTask) => Promise<Evaluate>;

/** What a child that evaluates says: that it has started, and what became of each item it was sent. */
export type ChildMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "failed"; readonly message: string };
