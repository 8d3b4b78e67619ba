import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, sql } from "drizzle-orm";
import type { ListingId, PersonaVersionId, TenantId } from "../ids.ts";
import { personaVersionIdSchema } from "../ids.ts";

/** How a tenant's own agents ran a listing; instants are null where none did. `seconds` is the sum over hosts. */
export type Usage = {
  readonly hosts: number;
  readonly seconds: number;
  readonly firstAt: number | null;
  readonly lastAt: number | null;
};

/** How long, and on how many hosts, a tenant's agents ran any version of a listing. Needs that tenant's transaction. */
export async function usageOf(
  tx: Tx,
  { tenantId, listingId }: { readonly tenantId: TenantId; readonly listingId: ListingId },
): Promise<Usage> {
  const { personaUsage } = tables;
  const [row] = await tx
    .select({
      hosts: sql<number>`count(distinct ${personaUsage.hostId})::integer`,
      seconds: sql<number>`coalesce(sum(${personaUsage.seconds}), 0)::float8`,
      firstAt: sql<number | null>`extract(epoch from min(${personaUsage.firstAt}))::float8 * 1000`,
      lastAt: sql<number | null>`extract(epoch from max(${personaUsage.lastAt}))::float8 * 1000`,
    })
    .from(personaUsage)
    .where(and(eq(personaUsage.tenantId, tenantId), eq(personaUsage.listingId, listingId)));
  return row ?? { hosts: 0, seconds: 0, firstAt: null, lastAt: null };
}

/** How many enrolled agents ran a listing, over all tenants but those of its seller's people. */
export async function readListingAgents(tx: Tx, listingId: ListingId): Promise<number> {
  const [row] = await tx.execute<{ agents: number }>(sql`select listing_agents(${listingId}::uuid) as agents`);
  return row?.agents ?? 0;
}

/** The same for each version that anybody ran. */
export type VersionUsage = {
  readonly personaVersionId: PersonaVersionId;
  readonly agents: number;
  readonly seconds: number;
};

/** Agents and their seconds for each version of a listing. */
export async function readListingUsage(tx: Tx, listingId: ListingId): Promise<VersionUsage[]> {
  const rows = await tx.execute<{ id: string; agents: number; seconds: number }>(
    sql`select persona_version_id as id, agents, seconds::float8 as seconds from listing_usage(${listingId}::uuid)`,
  );
  return rows.map(({ id, agents, seconds }) => ({
    personaVersionId: personaVersionIdSchema.parse(id),
    agents,
    seconds,
  }));
}
