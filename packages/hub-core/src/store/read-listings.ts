import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { ListingSummary } from "./listing.ts";

type Row = {
  readonly listings: typeof tables.listings.$inferSelect;
  readonly publishers: { readonly displayName: string };
};

/** A listing's row as the pages show it. */
export function listingSummary({ listings: row, publishers: publisher }: Row): ListingSummary {
  return {
    listingId: listingIdSchema.parse(row.id),
    personaId: `${row.publisherSlug}/${row.name}`,
    publisher: row.publisherSlug,
    publisherName: publisher.displayName,
    name: row.name,
    title: row.title,
    summary: row.summary,
    tags: row.tags,
    price: { kind: row.priceKind },
    latestVersion: row.latestVersion,
    latestVersionId: personaVersionIdSchema.parse(row.latestVersionId),
    claimedConfidence: row.claimedConfidence,
    updatedAt: row.updatedAt.getTime(),
  };
}

/** The one listing that matches, or undefined. */
export async function findListing(tx: Tx, where: SQL | undefined): Promise<ListingSummary | undefined> {
  const { listings, publishers } = tables;
  const [row] = await tx
    .select()
    .from(listings)
    .innerJoin(publishers, eq(publishers.id, listings.publisherId))
    .where(where);
  return row === undefined ? undefined : listingSummary(row);
}
