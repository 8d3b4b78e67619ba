import { defineQuery } from "../use-case/define.ts";
import { findListings } from "./find-listings.ts";
import { findOnShelf } from "./find-on-shelf.ts";
import { readStoreRows } from "./read-store-rows.ts";
import { facetsOf } from "./search-facets.ts";
import { searchInputSchema } from "./search-input.ts";
import { readConditions } from "./search-terms.ts";
import { understand } from "./search-words.ts";
import { shelfOf } from "./shelf/shelf-of.ts";
import type { StorePage } from "./store-page.ts";
import { termNamesOf } from "./term-counts.ts";

/** Finds listings by words, address, key or digest, narrows them by facets, and counts what each choice would leave. */
export const searchListings = defineQuery({
  name: "searchListings",
  scope: "public",
  input: searchInputSchema,
  run: async ({ tx, deps }, input): Promise<StorePage> => {
    const [words, conditions, shelf] = await Promise.all([
      understand(tx, input.q),
      readConditions(tx, input),
      shelfOf(deps.db, tx),
    ]);
    const search = { input, words, conditions, names: termNamesOf(deps.db) };
    const onShelf = shelf === null ? null : await findOnShelf(shelf, tx, search);
    const found = onShelf ?? (await findListings(tx, search));
    const { listingIds, total, more, counts, exact } = found;
    return {
      rows: await readStoreRows(tx, listingIds),
      total,
      more,
      facets: facetsOf(counts, input),
      facetsExact: exact,
      meant: words.meant,
    };
  },
});
