import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { TenantId } from "../ids.ts";

/** A publisher and the fingerprints of the keys its Personas may be signed with. */
export type PublisherView = {
  readonly publisherId: string;
  readonly slug: string;
  readonly displayName: string;
  readonly fingerprints: readonly string[];
  readonly createdAt: number;
};

/** The publishers of a tenant, by slug. */
export async function readPublishers(tx: Tx, tenantId: TenantId): Promise<readonly PublisherView[]> {
  const { publishers, publisherKeys } = tables;
  const rows = await tx
    .select()
    .from(publishers)
    .where(eq(publishers.tenantId, tenantId))
    .orderBy(asc(publishers.slug));
  const keys = await tx
    .select()
    .from(publisherKeys)
    .where(and(eq(publisherKeys.tenantId, tenantId), isNull(publisherKeys.revokedAt)))
    .orderBy(asc(publisherKeys.createdAt));
  return rows.map(({ id, slug, displayName, createdAt }) => ({
    publisherId: id,
    slug,
    displayName,
    fingerprints: keys.filter((key) => key.publisherId === id).map((key) => key.fingerprint),
    createdAt: createdAt.getTime(),
  }));
}
