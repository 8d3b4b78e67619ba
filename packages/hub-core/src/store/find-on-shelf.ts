import type { Tx } from "@fleet-persona/db";
import { countedExactly } from "./find-listings.ts";
import type { Found, Search } from "./find-listings.ts";
import { searchShelf } from "./shelf/search-shelf.ts";
import type { Shelf } from "./shelf/shelf.ts";
import type { FacetName } from "./store-page.ts";
import { readNames } from "./term-counts.ts";
import type { TermCount } from "./term-counts.ts";

/** Finds one page and counts, from memory; null where it cannot: for what is not words and facets. */
export async function findOnShelf(shelf: Shelf, tx: Tx, search: Search): Promise<Found | null> {
  const { input, words, conditions, names } = search;
  const { parts } = words;
  const { labels, facets } = conditions.ids;
  const asksNothing = parts?.length === 0 && labels === null && facets.size === 0;
  // What is asked of the whole store, or of one seller, the database has at hand.
  if (parts === null || asksNothing || input.publisher !== undefined) return null;
  const { sort, limit, offset } = input;
  const { listingIds, found, counts, countsBut } = searchShelf(shelf, {
    words: parts.map((part) => shelf.word(part)),
    labels,
    facets,
    sort,
    limit,
    offset,
    kindOf: (term) => names.get(term)?.kind,
  });
  const ids = new Set(counts.keys());
  for (const mine of countsBut.values()) for (const id of mine.keys()) ids.add(id);
  const terms = await readNames(tx, names, [...ids]);
  const named: TermCount[] = [];
  const name = (mine: ReadonlyMap<number, number>, isShown: (kind: FacetName) => boolean): void =>
    mine.forEach((count, id) => {
      const term = terms.get(id);
      if (term !== undefined && count > 0 && isShown(term.kind as FacetName))
        named.push({ kind: term.kind, value: term.value, count });
    });
  name(counts, (kind) => !facets.has(kind));
  for (const [facet, mine] of countsBut) name(mine, (kind) => kind === facet);
  const more = found > countedExactly;
  return {
    listingIds,
    total: Math.min(found, countedExactly),
    more,
    counts: named,
    exact: shelf.keepsAllValues || !more,
  };
}
