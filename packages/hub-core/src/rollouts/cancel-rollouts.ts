import { rolloutQueue, tables, withdrawJobs } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { defineCommand } from "../use-case/define.ts";
import { rolloutIdSchema } from "./rollout.ts";
import type { RolloutId } from "./rollout.ts";

export type CancelledRollouts = { readonly rolloutId: RolloutId; readonly unfinished: number };

/** Deletes a batch with its results; items that wait are never done, and workers drop those at hand. */
export const cancelRollouts = defineCommand({
  name: "cancelRollouts",
  scope: "operator",
  input: z.strictObject({ rolloutId: rolloutIdSchema }),
  run: async ({ tx, actor: { tenantId } }, { rolloutId }): Promise<CancelledRollouts> => {
    const { rolloutBatches: batches, rolloutItems: items } = tables;
    const mine = and(eq(batches.tenantId, tenantId), eq(batches.id, rolloutId));
    const [batch] = await tx.select({ id: batches.id }).from(batches).where(mine).for("update");
    if (batch === undefined) throw notFound("batch of rollouts");
    const waiting = await tx
      .select({ jobId: items.jobId })
      .from(items)
      .where(and(eq(items.tenantId, tenantId), eq(items.batchId, rolloutId), isNull(items.endedAs)));
    await withdrawJobs(
      tx,
      rolloutQueue.name,
      waiting.map(({ jobId }) => jobId),
    );
    await tx.delete(batches).where(mine);
    return { rolloutId, unfinished: waiting.length };
  },
  entityId: ({ rolloutId }) => rolloutId,
  details: (_, { unfinished }) => ({ unfinished }),
});
