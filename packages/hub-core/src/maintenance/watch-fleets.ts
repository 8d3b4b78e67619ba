import { withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { offlineAfterMs } from "../hosts/liveness.ts";

/** What one round found to end. */
export type FleetRound = {
  readonly wentOffline: number;
  /** Pauses, of everything or of a part. */
  readonly resumed: number;
  readonly endedIntents: number;
};

/** Marks silent hosts offline, and ends pauses and intents whose time is up so that their agents are told. */
export async function watchFleets(deps: Deps): Promise<FleetRound> {
  const now = deps.now();
  const at = now.toISOString();
  const silentSince = new Date(now.getTime() - offlineAfterMs).toISOString();
  return withoutTenant(deps.db, async (tx) => {
    const wentOffline = await count(tx, sql`mark_silent_hosts_offline(${silentSince}::timestamptz)`);
    const pauses = await count(tx, sql`end_expired_pauses(${at}::timestamptz)`);
    const partial = await count(tx, sql`end_expired_partial_pauses(${at}::timestamptz)`);
    const endedIntents = await count(tx, sql`end_expired_intents(${at}::timestamptz)`);
    return { wentOffline, resumed: pauses + partial, endedIntents };
  });
}

async function count(tx: Tx, call: SQL): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`select ${call} as count`);
  return row?.count ?? 0;
}
