import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import { readOffers } from "../lifecycle/read-offers.ts";
import type { ListingSummary } from "./listing.ts";
import { priceOf } from "./price-of.ts";

type Row = {
  readonly listings: typeof tables.listings.$inferSelect;
  readonly publishers: { readonly displayName: string };
};

/** Listings' rows as the pages show them, in their order. */
export async function listingSummaries(tx: Tx, rows: readonly Row[]): Promise<readonly ListingSummary[]> {
  const offers = await readOffers(
    tx,
    rows.map((row) => row.listings),
  );
  return rows.map((row) => {
    const offered = offers.get(row.listings.id);
    if (offered === undefined) throw new TypeError("Every listing that was asked for is answered.");
    return { ...shownOf(row), latestState: offered.latest, offer: offered.offer, coming: offered.coming };
  });
}

function shownOf({
  listings: row,
  publishers: publisher,
}: Row): Omit<ListingSummary, "latestState" | "offer" | "coming"> {
  return {
    listingId: listingIdSchema.parse(row.id),
    personaId: `${row.publisherSlug}/${row.name}`,
    publisher: row.publisherSlug,
    publisherName: publisher.displayName,
    name: row.name,
    title: row.title,
    summary: row.summary,
    tags: row.tags,
    price: priceOf(row),
    trialDays: row.trialDays,
    latestVersion: row.latestVersion,
    latestVersionId: personaVersionIdSchema.parse(row.latestVersionId),
    claimedConfidence: row.claimedConfidence,
    updatedAt: row.updatedAt.getTime(),
  };
}

/** The one listing that matches, or undefined. */
export async function findListing(tx: Tx, where: SQL | undefined): Promise<ListingSummary | undefined> {
  const { listings, publishers } = tables;
  const rows = await tx
    .select()
    .from(listings)
    .innerJoin(publishers, eq(publishers.id, listings.publisherId))
    .where(where)
    .limit(1);
  return (await listingSummaries(tx, rows))[0];
}
