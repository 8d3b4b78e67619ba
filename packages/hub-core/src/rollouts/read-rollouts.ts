import { tables } from "@fleet-persona/db";
import { and, asc, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { defineQuery } from "../use-case/define.ts";
import { rolloutIdSchema } from "./rollout.ts";
import type { RolloutFailureCode, RolloutItemView, RolloutView } from "./rollout.ts";

// With what a result may weigh at most, a page stays within a few MiB.
const pageSize = 100;

/** How far a batch is, and up to 100 of the results that ended after the first `after` ones. */
export const readRollouts = defineQuery({
  name: "readRollouts",
  scope: "viewer",
  input: z.strictObject({ rolloutId: rolloutIdSchema, after: z.int().min(0).default(0) }),
  run: async ({ tx, actor: { tenantId } }, { rolloutId, after }): Promise<RolloutView> => {
    const { rolloutBatches: batches, rolloutItems: items } = tables;
    const { items: total, done, failed, expiresAt } = batches;
    const [batch] = await tx
      .select({ total, done, failed, expiresAt })
      .from(batches)
      .where(and(eq(batches.tenantId, tenantId), eq(batches.id, rolloutId)));
    if (batch === undefined) throw notFound("batch of rollouts");
    const { position, result, failureCode, failure } = items;
    const rows =
      batch.done + batch.failed <= after
        ? []
        : await tx
            .select({ position, result, failureCode, failure })
            .from(items)
            .where(and(eq(items.tenantId, tenantId), eq(items.batchId, rolloutId), gt(items.endedAs, after)))
            .orderBy(asc(items.endedAs))
            .limit(pageSize);
    return { rolloutId, ...batch, expiresAt: batch.expiresAt.getTime(), results: rows.map(viewOf) };
  },
});

type Row = Pick<typeof tables.rolloutItems.$inferSelect, "position" | "result" | "failureCode" | "failure">;

function viewOf({ position: index, result, failureCode, failure }: Row): RolloutItemView {
  if (result !== null) return { index, kind: "done", result: JSON.parse(result) };
  return { index, kind: "failed", code: failureCode as RolloutFailureCode, message: failure ?? "" };
}
