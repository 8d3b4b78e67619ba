import { tables, withoutTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { Deps } from "./deps.ts";
import { HubError } from "./hub-error.ts";

/** At most `limit` per `windowSeconds` and key, over all processes (fixed windows). */
export type RateLimit = { readonly key: string; readonly limit: number; readonly windowSeconds: number };

/** Counts one use; `rate-limited` when the window is full. */
export async function takeRateToken(deps: Deps, { key, limit, windowSeconds }: RateLimit): Promise<void> {
  const { rateLimits } = tables;
  const width = windowSeconds * 1_000;
  const windowStart = new Date(Math.floor(deps.now().getTime() / width) * width);
  const [row] = await withoutTenant(deps.db, (tx) =>
    tx
      .insert(rateLimits)
      .values({ key, windowStart, count: 1 })
      .onConflictDoUpdate({
        target: [rateLimits.key, rateLimits.windowStart],
        set: { count: sql`${rateLimits.count} + 1` },
      })
      .returning({ count: rateLimits.count }),
  );
  if (row !== undefined && row.count > limit) throw new HubError("rate-limited", "Too many attempts; wait a little.");
}
