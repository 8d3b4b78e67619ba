import type { RolloutWork } from "@fleet-persona/hub-core";

/** Works one item out: a function of what it is given and nothing else. What it throws becomes the item's failure. */
export type Evaluate = (work: RolloutWork) => Promise<unknown>;

/** What a child that evaluates says: that it has started, and what became of each item it was sent. */
export type ChildMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "failed"; readonly message: string };
