import { searchListings } from "@fleet-persona/hub-core";
import type { StoreRow } from "@fleet-persona/hub-core";
import { askPublic } from "../../trpc/ask.ts";

export type Home = { readonly verified: readonly StoreRow[]; readonly total: number; readonly more: boolean };

const shownAtOnce = 5;

/** What the store's first page shows. */
export async function readHome(): Promise<Home> {
  const [verified, all] = await Promise.all([
    askPublic(searchListings, { grades: ["passed"], sort: "newest", limit: shownAtOnce }),
    askPublic(searchListings, { limit: 1 }),
  ]);
  return { verified: verified.rows, total: all.total, more: all.more };
}
