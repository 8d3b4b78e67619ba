import { tables, withTenant } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { RolloutItemKey } from "./rollout.ts";

/** Whether anybody still waits for an item's batch: a worker asks while it works. */
export async function isRolloutWanted(
  deps: Deps,
  { tenantId, rolloutId }: Omit<RolloutItemKey, "index">,
): Promise<boolean> {
  const { rolloutBatches: batches } = tables;
  const rows = await withTenant(deps.db, tenantId, (tx) =>
    tx
      .select({ id: batches.id })
      .from(batches)
      .where(and(eq(batches.tenantId, tenantId), eq(batches.id, rolloutId))),
  );
  return rows.length > 0;
}
