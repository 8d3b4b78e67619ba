import { withoutTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps.ts";

/** One event as the job queue names it. */
export const storeEventJobSchema = z.object({ eventId: z.uuid() });

/**
 * Tells everybody whom an event concerns: a notice in-app, mail and webhooks left to be sent. All of it or nothing, and once: a
 * second worker, or the same one after it died, finds nothing to do. Resolves to how many people were told.
 */
export async function fanOutStoreEvent(deps: Deps, eventId: string): Promise<number> {
  const now = deps.now().toISOString();
  return withoutTenant(deps.db, async (tx) => {
    const [row] = await tx.execute<{ told: number }>(
      sql`select fan_out_store_event(${eventId}::uuid, ${now}::timestamptz) as told`,
    );
    return row?.told ?? 0;
  });
}
