import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { StoreRow } from "./store-page.ts";

/** Listings on the shelf as rows of results, in the order of their ids; one that is not there is left out. The database keeps them ready. */
export async function readStoreRows(tx: Tx, listingIds: readonly string[]): Promise<readonly StoreRow[]> {
  if (listingIds.length === 0) return [];
  const { listingSearch } = tables;
  const found = await tx
    .select({ id: listingSearch.listingId, shown: listingSearch.shown })
    .from(listingSearch)
    .where(sql`${listingSearch.listingId} = any(${sql.param([...listingIds])}::uuid[])`);
  const byId = new Map(found.map(({ id, shown }) => [id, shown as StoreRow]));
  return listingIds.flatMap((id) => byId.get(id) ?? []);
}
