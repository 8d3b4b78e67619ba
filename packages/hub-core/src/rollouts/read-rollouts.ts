import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, eq, gt, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import type { TenantId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { rolloutIdSchema } from "./rollout.ts";
import type { RolloutFailureCode, RolloutId, RolloutItemView, RolloutView } from "./rollout.ts";
import { rolloutLimits } from "./rollout-limits.ts";

const pageSize = 100;

/** How far a batch is, and up to 100 of the results (4 MiB) that ended after the first `after` ones. */
export const readRollouts = defineQuery({
  name: "readRollouts",
  scope: "viewer",
  input: z.strictObject({ rolloutId: rolloutIdSchema, after: z.int().min(0).default(0) }),
  run: async ({ tx, actor: { tenantId } }, { rolloutId, after }): Promise<RolloutView> => {
    const { rolloutBatches: batches } = tables;
    const { items: total, done, failed, expiresAt } = batches;
    const [batch] = await tx
      .select({ total, done, failed, expiresAt })
      .from(batches)
      .where(and(eq(batches.tenantId, tenantId), eq(batches.id, rolloutId)));
    if (batch === undefined) throw notFound("batch of rollouts");
    const rows = batch.done + batch.failed <= after ? [] : await readPage(tx, { tenantId, rolloutId, after });
    return { rolloutId, ...batch, expiresAt: batch.expiresAt.getTime(), results: rows.map(viewOf) };
  },
});

type Asked = { readonly tenantId: TenantId; readonly rolloutId: RolloutId; readonly after: number };

async function readPage(tx: Tx, { tenantId, rolloutId, after }: Asked): Promise<readonly Row[]> {
  const { position, result, failureCode, failure, endedAs, ...items } = tables.rolloutItems;
  const before = sql`sum(coalesce(octet_length(${result}), 0)) over (order by ${endedAs}) - coalesce(octet_length(${result}), 0)`;
  const page = tx
    .select({ endedAs, before: before.mapWith(Number).as("before") })
    .from(tables.rolloutItems)
    .where(and(eq(items.tenantId, tenantId), eq(items.batchId, rolloutId), gt(endedAs, after)))
    .orderBy(asc(endedAs))
    .limit(pageSize)
    .as("page");
  return tx
    .select({ position, result, failureCode, failure })
    .from(tables.rolloutItems)
    .innerJoin(page, and(eq(page.endedAs, endedAs), lt(page.before, rolloutLimits.pageBytes)))
    .where(and(eq(items.tenantId, tenantId), eq(items.batchId, rolloutId)))
    .orderBy(asc(endedAs));
}

type Row = Pick<typeof tables.rolloutItems.$inferSelect, "position" | "result" | "failureCode" | "failure">;

function viewOf({ position: index, result, failureCode, failure }: Row): RolloutItemView {
  if (result !== null) return { index, kind: "done", result: JSON.parse(result) };
  return { index, kind: "failed", code: failureCode as RolloutFailureCode, message: failure ?? "" };
}
