import { tables, withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { anchorsDigest, trustAnchorsSchema } from "@fleet-persona/persona";
import type { TrustAnchors } from "@fleet-persona/persona";
import { and, desc, eq, isNotNull } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { TenantId } from "../ids.ts";

/** Keeps what new hosts are to pin. Public keys only; the newest counts. */
export async function recordTrustAnchors(deps: Deps, anchors: TrustAnchors): Promise<void> {
  const document = trustAnchorsSchema.parse(anchors);
  const row = { digest: anchorsDigest(document), document, recordedAt: deps.now() };
  await withoutTenant(deps.db, (tx) => tx.insert(tables.trustAnchors).values(row).onConflictDoNothing());
}

/** What a new host of a tenant pins: the hub's anchors and the keyrings that the tenant approved; undefined before a worker told. */
export async function readTrustAnchors(tx: Tx, tenantId: TenantId): Promise<TrustAnchors | undefined> {
  const { trustAnchors } = tables;
  const [row] = await tx.select().from(trustAnchors).orderBy(desc(trustAnchors.recordedAt)).limit(1);
  return row === undefined ? undefined : { ...row.document, keyrings: await keyringPins(tx, tenantId) };
}

async function keyringPins(tx: Tx, tenantId: TenantId): Promise<Record<string, string>> {
  const { publisherKeyrings, publisherPins } = tables;
  const rows = await tx
    .select({ slug: publisherPins.publisherSlug, digest: publisherKeyrings.digest, version: publisherKeyrings.version })
    .from(publisherPins)
    .innerJoin(publisherKeyrings, eq(publisherKeyrings.digest, publisherPins.keyringDigest))
    .where(and(eq(publisherPins.tenantId, tenantId), isNotNull(publisherPins.keyringDigest)));
  const ascending = rows.toSorted((a, b) => a.version - b.version);
  // The last one written stands: the newest that was approved.
  return Object.fromEntries(ascending.map(({ slug, digest }) => [slug, digest]));
}
