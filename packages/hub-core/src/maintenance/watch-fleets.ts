import { withoutTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { offlineAfterMs } from "../hosts/liveness.ts";

/** Marks silent hosts offline, and ends pauses whose time is up so that their agents are told. */
export async function watchFleets(deps: Deps): Promise<{ readonly wentOffline: number; readonly resumed: number }> {
  const now = deps.now();
  const silentSince = new Date(now.getTime() - offlineAfterMs).toISOString();
  return withoutTenant(deps.db, async (tx) => {
    const silent = await tx.execute<{ count: number }>(
      sql`select mark_silent_hosts_offline(${silentSince}::timestamptz) as count`,
    );
    const ended = await tx.execute<{ count: number }>(
      sql`select end_expired_pauses(${now.toISOString()}::timestamptz) as count`,
    );
    return { wentOffline: silent[0]?.count ?? 0, resumed: ended[0]?.count ?? 0 };
  });
}
