import { tables, withoutTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { Deps } from "./deps.ts";
import { HubError } from "./hub-error.ts";

/** At most `limit` per `windowSeconds` and key, over all processes (fixed windows). */
export type RateLimit = { readonly key: string; readonly limit: number; readonly windowSeconds: number };

/** What is left of a window, and when the next one begins. */
export type RateLeft = { readonly limit: number; readonly left: number; readonly resetSeconds: number };

/** Counts one use and says what is left; `rate-limited` when the window is full. */
export async function takeRateToken(deps: Deps, { key, limit, windowSeconds }: RateLimit): Promise<RateLeft> {
  const { rateLimits } = tables;
  const width = windowSeconds * 1_000;
  const now = deps.now().getTime();
  const windowStart = new Date(Math.floor(now / width) * width);
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
  const used = row?.count ?? 1;
  if (used > limit) throw new HubError("rate-limited", "Too many attempts; wait a little.");
  return { limit, left: limit - used, resetSeconds: Math.ceil((windowStart.getTime() + width - now) / 1_000) };
}
