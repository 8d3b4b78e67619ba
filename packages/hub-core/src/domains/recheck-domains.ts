import { tables, withTenant, withoutTenant } from "@fleet-persona/db";
import { eq, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { tenantIdSchema } from "../ids.ts";
import { findRecord, keepFinding } from "./look-at-domain.ts";
import { HubError } from "../hub-error.ts";

const dayMs = 86_400_000;
// Who did not finish within two weeks starts again, or looks by hand.
const pendingForMs = 14 * dayMs;
const mostAtOnce = 500;

/** Looks at every domain that was not looked at for a day. Resolves to how many; without a resolver here, none. */
export async function recheckDomains(deps: Deps): Promise<number> {
  const { watching } = deps;
  if (watching === undefined) return 0;
  const now = deps.now();
  const moment = new Date(now.getTime() - dayMs).toISOString();
  const startedSince = new Date(now.getTime() - pendingForMs).toISOString();
  const due = await withoutTenant(deps.db, (tx) =>
    tx.execute<{ tenant_id: string; publisher_id: string }>(
      sql`select * from publisher_domains_due(${moment}::timestamptz, ${startedSince}::timestamptz, ${mostAtOnce})`,
    ),
  );
  for (const row of due) await recheck(deps, tenantIdSchema.parse(row.tenant_id), row.publisher_id);
  return due.length;
}

async function recheck(deps: Deps, tenantId: string, publisherId: string): Promise<void> {
  const { publisherDomains: domains } = tables;
  const mine = eq(domains.publisherId, publisherId);
  const [seen] = await withTenant(deps.db, tenantId, (tx) => tx.select().from(domains).where(mine));
  if (seen === undefined || deps.watching === undefined) return;
  // The question takes its time: nothing is locked meanwhile.
  const finding = await findRecord(deps.watching.resolveTxt, seen);
  await withTenant(deps.db, tenantId, async (tx) => {
    const [row] = await tx.select().from(domains).where(mine).for("update");
    if (row === undefined || row.token !== seen.token) return;
    try {
      await keepFinding(tx, row, { finding, now: deps.now() });
    } catch (error) {
      // Another seller's: it stays as it is, and is looked at again tomorrow.
      if (!(error instanceof HubError)) throw error;
      await tx.update(domains).set({ checkedAt: deps.now(), lastFinding: finding }).where(mine);
    }
  });
}
