import { withoutTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";

const dayMs = 86_400_000;

/** For how long notices stay in an inbox, and for how long what was sent to webhooks can be looked up and sent again. */
export const watchingRetentionDays = { notices: 180, deliveries: 30 } as const;

/** Deletes notices, logs of deliveries and events whose time is over. Resolves to how many notices went. */
export async function forgetWatching(deps: Deps): Promise<number> {
  const before = (days: number): string => new Date(deps.now().getTime() - days * dayMs).toISOString();
  const { notices, deliveries } = watchingRetentionDays;
  return withoutTenant(deps.db, async (tx) => {
    const [row] = await tx.execute<{ gone: number }>(
      sql`select delete_watching_before(${before(notices)}::timestamptz, ${before(deliveries)}::timestamptz) as gone`,
    );
    return row?.gone ?? 0;
  });
}
