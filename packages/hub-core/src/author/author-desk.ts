import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, eq, gt, inArray, isNull, or, sql } from "drizzle-orm";
import { z } from "zod";
import { versionId } from "../gate/gate-run.ts";
import type { GateState } from "../gate/gate-run.ts";
import { readGateStates } from "../gate/read-gate.ts";
import type { PersonaVersionId, TenantId } from "../ids.ts";
import { readAdvisories } from "../lifecycle/advisory.ts";
import type { ListingSummary } from "../store/listing.ts";
import { listingSummaries } from "../store/read-listings.ts";
import { defineQuery } from "../use-case/define.ts";
import type { ListingStatus } from "./list-listing.ts";
import { readTasks } from "./desk-tasks.ts";
import type { DeskTask } from "./desk-tasks.ts";
import type { ListingRow } from "./own-listing-row.ts";

/** One of the tenant's Personas as a row of the desk. */
export type DeskListing = ListingSummary & {
  readonly status: ListingStatus;
  /** A draft without one shows none. */
  readonly priced: boolean;
  /** Of the newest version. */
  readonly gate: GateState;
  /** Tenants that hold it now. */
  readonly holders: number;
  readonly openAdvisories: number;
};

/** What needs doing first, then everything the tenant sells. */
export type AuthorDesk = { readonly tasks: readonly DeskTask[]; readonly listings: readonly DeskListing[] };

/** The author's desk of the tenant. */
export const getAuthorDesk = defineQuery({
  name: "getAuthorDesk",
  scope: "viewer",
  input: z.strictObject({}),
  run: async ({ tx, actor, now }): Promise<AuthorDesk> => {
    const own = await readOwn(tx, actor.tenantId);
    const listings = await deskListings(tx, own, now);
    return {
      tasks: await readTasks(tx, { rows: own.map((row) => row.listings), listings, tenantId: actor.tenantId }),
      listings,
    };
  },
});

type Own = { readonly listings: ListingRow; readonly publishers: typeof tables.publishers.$inferSelect };

function readOwn(tx: Tx, tenantId: TenantId): Promise<readonly Own[]> {
  const { listings, publishers } = tables;
  return tx
    .select()
    .from(listings)
    .innerJoin(publishers, eq(publishers.id, listings.publisherId))
    .where(eq(listings.tenantId, tenantId))
    .orderBy(asc(listings.publisherSlug), asc(listings.name));
}

async function deskListings(tx: Tx, own: readonly Own[], now: Date): Promise<readonly DeskListing[]> {
  const ids = own.map((row) => row.listings.id);
  const summaries = await listingSummaries(tx, own);
  const newest: readonly PersonaVersionId[] = own.map((row) => versionId(row.listings.latestVersionId));
  const gates = await readGateStates(tx, newest);
  const holders = await countHolders(tx, ids, now);
  const advisories = await readAdvisories(tx, ids);
  return summaries.map((summary, place) => ({
    ...summary,
    status: own[place]?.listings.status ?? "draft",
    priced: own[place]?.listings.termsSetAt !== null,
    gate: gates.get(summary.latestVersionId) ?? { kind: "pending" },
    holders: holders.get(summary.listingId) ?? 0,
    openAdvisories: advisories.filter(({ listingId }) => listingId === summary.listingId).length,
  }));
}

// Row-level security shows a seller the entitlements to what it sells.
async function countHolders(tx: Tx, listingIds: readonly string[], now: Date): Promise<ReadonlyMap<string, number>> {
  if (listingIds.length === 0) return new Map();
  const { entitlements } = tables;
  const rows = await tx
    .select({
      listingId: entitlements.listingId,
      holders: sql<number>`count(distinct ${entitlements.tenantId})::integer`,
    })
    .from(entitlements)
    .where(
      and(
        inArray(entitlements.listingId, [...listingIds]),
        or(isNull(entitlements.endsAt), gt(entitlements.endsAt, now)),
      ),
    )
    .groupBy(entitlements.listingId);
  return new Map(rows.map(({ listingId, holders }) => [listingId, holders]));
}
