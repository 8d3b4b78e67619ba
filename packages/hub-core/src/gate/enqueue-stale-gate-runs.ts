import { tables, withTenant, withoutTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import { listingIdSchema, tenantIdSchema } from "../ids.ts";
import type { Deps } from "../deps.ts";
import { enqueueGateRun } from "./enqueue-gate-run.ts";
import { versionId } from "./gate-run.ts";

type Stale = { readonly tenant_id: string; readonly listing_id: string; readonly id: string };

/** `attests`: whether the workers sign what their gate says; then a verdict that nobody signed is reached again, too. */
type Rules = { readonly rulesVersion: number; readonly attests: boolean };

/** Has everything listed run again that was never run, or by older rules than these; the newest first. Resolves to how many. */
export async function enqueueStaleGateRuns(deps: Deps, rules: Rules): Promise<number> {
  const stale = await withoutTenant(deps.db, (tx) => tx.execute<Stale>(staleVersions(rules)));
  let added = 0;
  for (const [place, { tenant_id, listing_id, id }] of stale.entries()) {
    const tenantId = tenantIdSchema.parse(tenant_id);
    const listingId = listingIdSchema.parse(listing_id);
    // Below what was just published, and the newest before the older ones.
    const version = { tenantId, listingId, personaVersionId: versionId(id), now: deps.now(), priority: -1 - place };
    if (await withTenant(deps.db, tenantId, (tx) => enqueueGateRun(tx, version))) added += 1;
  }
  return added;
}

// A run that failed is not tried again by the same rules: it would fail again, every hour.
function staleVersions({ rulesVersion, attests }: Rules): ReturnType<typeof sql> {
  const { gateAttestations, gateRuns, listings, personaVersions } = tables;
  const signed = sql`exists (
    select from ${gateAttestations} a where a.persona_version_id = v.id and a.rules_version >= ${rulesVersion}
  )`;
  return sql`
    select v.tenant_id, v.listing_id, v.id from ${personaVersions} v
    join ${listings} l on l.id = v.listing_id and l.status = 'listed'
    where not exists (
      select from ${gateRuns} r where r.persona_version_id = v.id
        and (r.status in ('queued', 'running')
          or (r.rules_version >= ${rulesVersion} and (r.status = 'failed' or ${attests ? signed : sql`true`})))
    )
    order by v.published_at desc, v.version desc limit 10000`;
}
