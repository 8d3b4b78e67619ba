import type { RolloutTask } from "@fleet-persona/hub-core";
import type { TaskDescription } from "@fleet-persona/learning";

/** Works one item out: a function of the task, the genome and the seeds and nothing else. What it throws is the item's failure. */
export type Evaluate = (genome: Uint8Array, seeds: readonly number[]) => Promise<unknown>;

type Described<T> = T extends unknown ? Omit<T, "task"> & { readonly task: TaskDescription } : never;

/** A task as learning knows it: the hub leaves the inside of a fleet to the simulator. */
export type LearningTask = Described<RolloutTask>;
export type TaskOf<Kind extends LearningTask["kind"]> = Extract<LearningTask, { readonly kind: Kind }>;

/** What a child is sent. */
export type Work = { readonly task: LearningTask; readonly genome: Uint8Array; readonly seeds: readonly number[] };

/** Makes ready what all items of a task share. */
export type Evaluator = (task: LearningTask) => Promise<Evaluate>;

/** What a child that evaluates says: that it has started, and what became of each item it was sent. */
export type ChildMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "failed"; readonly message: string };
