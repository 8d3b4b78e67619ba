import { withoutTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";

const dayMs = 86_400_000;
const atOnce = 500;
// Whatever a clock says, it comes to an end.
const mostRounds = 400;

/** Lets what is new in the store grow older: rows of young listings are made again when they are a day old. Safe to repeat. */
export async function tendStoreSearch(deps: Deps): Promise<{ readonly refreshed: number }> {
  const moment = new Date(deps.now().getTime() - dayMs).toISOString();
  let refreshed = 0;
  for (let round = 0; round < mostRounds; round += 1) {
    // A transaction for each five hundred: nobody who publishes waits long for a lock of theirs.
    const [row] = await withoutTenant(deps.db, (tx) =>
      tx.execute<{ count: number }>(sql`select refresh_young_listings(${moment}::timestamptz) as count`),
    );
    const count = row?.count ?? 0;
    refreshed += count;
    if (count < atOnce) break;
  }
  return { refreshed };
}
