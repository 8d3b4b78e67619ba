import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { eq, inArray } from "drizzle-orm";
import { listingSummaries } from "./read-listings.ts";
import type { StoreRow } from "./store-page.ts";

/** Listings on the shelf as rows of results, in the order of their ids; one that is not there is left out. */
export async function readStoreRows(tx: Tx, listingIds: readonly string[]): Promise<readonly StoreRow[]> {
  if (listingIds.length === 0) return [];
  const { listings, listingSearch, publishers } = tables;
  const found = await tx
    .select({ listings, publishers: { displayName: publishers.displayName }, shown: listingSearch.shown })
    .from(listingSearch)
    .innerJoin(listings, eq(listings.id, listingSearch.listingId))
    .innerJoin(publishers, eq(publishers.id, listings.publisherId))
    .where(inArray(listingSearch.listingId, [...listingIds]));
  const byId = new Map(found.map((row) => [row.listings.id, row]));
  const rows = listingIds.flatMap((id) => byId.get(id) ?? []);
  const summaries = await listingSummaries(tx, rows);
  return summaries.flatMap((summary, place) => {
    const shown = rows[place]?.shown;
    return shown === undefined ? [] : [{ ...summary, ...(shown as Omit<StoreRow, keyof typeof summary>) }];
  });
}
