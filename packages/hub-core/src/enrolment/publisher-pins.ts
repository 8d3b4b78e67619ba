import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { asc, eq } from "drizzle-orm";
import type { TenantId } from "../ids.ts";

/** The key fingerprints a tenant approved, by publisher. */
export async function readPublisherPins(tx: Tx, tenantId: TenantId): Promise<Record<string, string[]>> {
  const { publisherPins } = tables;
  const rows = await tx
    .select()
    .from(publisherPins)
    .where(eq(publisherPins.tenantId, tenantId))
    .orderBy(asc(publisherPins.pinnedAt));
  const pins = Map.groupBy(rows, (row) => row.publisherSlug);
  return Object.fromEntries([...pins].map(([slug, group]) => [slug, group.map((row) => row.fingerprint)]));
}
