import { z } from "zod";
import type { TenantId } from "../ids.ts";

export const rolloutIdSchema = z.uuid().brand<"RolloutId">();
export type RolloutId = z.output<typeof rolloutIdSchema>;

/** Why an item has no result. The first four are the worker's, the last says that it took several workers down with it. */
export type RolloutFailureCode =
  | "evaluation-failed"
  | "out-of-time"
  | "out-of-memory"
  | "result-too-large"
  | "given-up";

/** What became of one item. A result is a function of the task, the genome and the seeds alone. */
export type RolloutOutcome =
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "failed"; readonly code: RolloutFailureCode; readonly message: string };

/** The outcome of the item that stood at `index` (from 0) of what was submitted. */
export type RolloutItemView = RolloutOutcome & { readonly index: number };

/** How far a batch is. `results`: those that ended after the first `after` ones, in the order in which they ended. */
export type RolloutView = {
  readonly rolloutId: RolloutId;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** When it vanishes with its results. */
  readonly expiresAt: number;
  readonly results: readonly RolloutItemView[];
};

/** One item as the job queue names it. */
export const rolloutJobSchema = z.object({
  tenantId: z.uuid().brand<"TenantId">(),
  rolloutId: rolloutIdSchema,
  index: z.int().min(0),
});

/** Which item of whom; only a job of the queue makes one. */
export type RolloutItemKey = { readonly tenantId: TenantId; readonly rolloutId: RolloutId; readonly index: number };
