import { tables, withTenant, withoutTenant } from "@fleet-persona/db";
import { and, asc, eq, lte, sql } from "drizzle-orm";
import type { Deps } from "../../deps.ts";
import { tenantIdSchema } from "../../ids.ts";
import type { TenantId } from "../../ids.ts";

export type WebhookKey = { readonly tenantId: TenantId; readonly endpointId: string };

// Longer than a turn may take: whoever holds an endpoint this long is dead.
const claimMs = 120_000;

/** Endpoints with something to send, the caller's alone until it gives them back or two minutes are over. */
export async function claimWebhooks(deps: Deps, most: number): Promise<readonly WebhookKey[]> {
  const now = deps.now();
  const until = new Date(now.getTime() + claimMs).toISOString();
  const rows = await withoutTenant(deps.db, (tx) =>
    tx.execute<{ tenant_id: string; endpoint_id: string }>(
      sql`select * from claim_webhook_endpoints(${now.toISOString()}::timestamptz, ${until}::timestamptz, ${most})`,
    ),
  );
  return rows.map((row) => ({ tenantId: tenantIdSchema.parse(row.tenant_id), endpointId: row.endpoint_id }));
}

/** Gives an endpoint back. */
export async function releaseWebhook(deps: Deps, { tenantId, endpointId }: WebhookKey): Promise<void> {
  const { webhookEndpoints: endpoints } = tables;
  await withTenant(deps.db, tenantId, (tx) =>
    tx
      .update(endpoints)
      .set({ claimedUntil: null })
      .where(and(eq(endpoints.tenantId, tenantId), eq(endpoints.id, endpointId))),
  );
}

/** What waits for an endpoint now, the longest waiting first. */
export async function webhooksDue(
  deps: Deps,
  { tenantId, endpointId }: WebhookKey,
  most: number,
): Promise<readonly string[]> {
  const { webhookDeliveries: deliveries } = tables;
  const due = and(
    eq(deliveries.tenantId, tenantId),
    eq(deliveries.endpointId, endpointId),
    lte(deliveries.nextAt, deps.now()),
  );
  const rows = await withTenant(deps.db, tenantId, (tx) =>
    tx.select({ id: deliveries.id }).from(deliveries).where(due).orderBy(asc(deliveries.nextAt)).limit(most),
  );
  return rows.map(({ id }) => id);
}
