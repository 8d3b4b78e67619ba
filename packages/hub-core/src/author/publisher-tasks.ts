import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, eq, exists, sql } from "drizzle-orm";
import type { TenantId } from "../ids.ts";
import type { DeskTask } from "./desk-tasks.ts";

/** What the tenant's publishers should do: a keyring to change keys by, a domain that says who they are. */
export async function readPublisherTasks(tx: Tx, tenantId: TenantId): Promise<readonly DeskTask[]> {
  const { listings, publisherDomains: domains, publisherKeyrings: keyrings, publishers } = tables;
  const sells = tx
    .select({ one: sql`1` })
    .from(listings)
    .where(eq(listings.publisherId, publishers.id));
  const hasKeyring = sql<boolean>`exists (select from ${keyrings} k where k.publisher_slug = ${publishers.slug})`;
  const rows = await tx
    .select({ path: publishers.slug, title: publishers.displayName, domain: domains, hasKeyring })
    .from(publishers)
    .leftJoin(domains, eq(domains.publisherId, publishers.id))
    // Who sells nothing yet has nothing to prove.
    .where(and(eq(publishers.tenantId, tenantId), exists(sells)))
    .orderBy(asc(publishers.slug));
  return rows.flatMap(({ path, title, domain, hasKeyring: keyed }) => {
    const tasks: DeskTask[] = [];
    if (!keyed) tasks.push({ kind: "make-keyring", path, title });
    const failing = domain !== null && domain.failingSince !== null;
    if (domain === null || domain.verifiedAt === null || failing)
      tasks.push({ kind: "verify-domain", path, title, domain: domain?.domain ?? null, failing });
    return tasks;
  });
}
