import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { RolloutItemKey, RolloutOutcome } from "./rollout.ts";
import { rolloutLimits } from "./rollout-limits.ts";

/** Keeps what became of an item, once: false when it had ended before or its batch is gone. */
export async function finishRolloutItem(deps: Deps, key: RolloutItemKey, outcome: RolloutOutcome): Promise<boolean> {
  return withTenant(deps.db, key.tenantId, (tx) => finish(tx, key, columnsOf(outcome)));
}

type Columns = { readonly result: string | null; readonly failureCode: string | null; readonly failure: string | null };

// Batch first, then the item, as whoever cancels it: two that lock in another order wait for each other.
async function finish(tx: Tx, { tenantId, rolloutId, index }: RolloutItemKey, columns: Columns): Promise<boolean> {
  const { rolloutBatches: batches, rolloutItems: items } = tables;
  const ours = and(eq(batches.tenantId, tenantId), eq(batches.id, rolloutId));
  const { done, failed, bytes: kept } = batches;
  const [batch] = await tx.select({ done, failed, bytes: kept }).from(batches).where(ours).for("update");
  if (batch === undefined) return false;
  const mine = and(eq(items.tenantId, tenantId), eq(items.batchId, rolloutId), eq(items.position, index));
  const ended = await tx
    .update(items)
    .set({ ...columns, endedAs: batch.done + batch.failed + 1 })
    .where(and(mine, isNull(items.endedAs)))
    .returning({ position: items.position });
  if (ended.length === 0) return false;
  const counter = columns.result === null ? { failed: batch.failed + 1 } : { done: batch.done + 1 };
  const bytes = batch.bytes + Buffer.byteLength(columns.result ?? "");
  await tx
    .update(batches)
    .set({ ...counter, bytes })
    .where(ours);
  return true;
}

function columnsOf(outcome: RolloutOutcome): Columns {
  if (outcome.kind === "failed") return failure(outcome.code, outcome.message);
  const result = JSON.stringify(outcome.result) ?? "null";
  if (Buffer.byteLength(result) <= rolloutLimits.resultBytes) return { result, failureCode: null, failure: null };
  return failure("result-too-large", `The result weighs more than ${rolloutLimits.resultBytes / 1_048_576} MiB.`);
}

function failure(failureCode: string, message: string): Columns {
  // An evaluator's message is nobody's sentence: PostgreSQL must be able to keep it.
  const storable = message
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, " ")
    .slice(0, 500);
  return { result: null, failureCode, failure: storable };
}
