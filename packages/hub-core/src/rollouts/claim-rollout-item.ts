import { tables, withTenant } from "@fleet-persona/db";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { finishRolloutItem } from "./finish-rollout-item.ts";
import type { RolloutItemKey } from "./rollout.ts";
import type { RolloutTask } from "./rollout-task.ts";

/** What a worker works on. */
export type RolloutWork = {
  readonly task: RolloutTask;
  readonly genome: Uint8Array;
  readonly seeds: readonly number[];
};

// A worker may die for reasons of its own, a few times over.
const mostAttempts = 5;

/**
 * What a job of the queue asks for; null when there is nothing left to do: cancelled, expired, or ended by another worker. An item
 * that was taken five times and never ended is given up here.
 */
export async function claimRolloutItem(deps: Deps, key: RolloutItemKey): Promise<RolloutWork | null> {
  const { rolloutBatches: batches, rolloutItems: items } = tables;
  const { tenantId, rolloutId, index } = key;
  const claimed = await withTenant(deps.db, tenantId, async (tx) => {
    const mine = and(eq(items.tenantId, tenantId), eq(items.batchId, rolloutId), eq(items.position, index));
    const [item] = await tx
      .update(items)
      .set({ attempts: sql`${items.attempts} + 1` })
      .where(and(mine, isNull(items.endedAs)))
      .returning({ genome: items.genome, seeds: items.seeds, attempts: items.attempts });
    if (item === undefined) return null;
    const [batch] = await tx
      .select({ task: batches.task })
      .from(batches)
      .where(and(eq(batches.tenantId, tenantId), eq(batches.id, rolloutId)));
    return batch === undefined ? null : { ...item, task: batch.task };
  });
  if (claimed === null) return null;
  const { attempts, task, genome, seeds } = claimed;
  if (attempts <= mostAttempts) return { task: JSON.parse(task) as RolloutTask, genome, seeds };
  const message = `${mostAttempts} workers took it and none came to its end.`;
  await finishRolloutItem(deps, key, { kind: "failed", code: "given-up", message });
  return null;
}
