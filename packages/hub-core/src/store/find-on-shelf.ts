import type { Database, Tx } from "@fleet-persona/db";
import { countedExactly } from "./find-listings.ts";
import type { Found, Search } from "./find-listings.ts";
import { searchShelf } from "./shelf/search-shelf.ts";
import { shelfOf, wordSets } from "./shelf/shelf-of.ts";
import type { FacetName } from "./store-page.ts";
import { readNames } from "./term-counts.ts";
import type { TermCount } from "./term-counts.ts";

/** Finds one page and counts, from memory; null where it cannot: for what is not words and facets, and while the shelf is not read yet. */
export async function findOnShelf(db: Database, tx: Tx, search: Search): Promise<Found | null> {
  const { input, words, conditions, names } = search;
  const { parts } = words;
  const { labels, facets } = conditions.ids;
  const asksNothing = parts?.length === 0 && labels === null && facets.size === 0;
  // What is asked of the whole store, or of one seller, the database has at hand.
  if (parts === null || asksNothing || input.publisher !== undefined) return null;
  const shelf = await shelfOf(db, tx);
  if (shelf === null) return null;
  const sets = await Promise.all(parts.map((part) => wordSets(db, tx, part)));
  if (!sets.every((set) => set !== null)) return null;
  const { sort, limit, offset } = input;
  const { listingIds, found, counts, countsBut } = searchShelf(shelf, {
    words: sets,
    labels,
    facets,
    sort,
    limit,
    offset,
    kindOf: (term) => names.get(term)?.kind,
  });
  const answered = [counts, ...countsBut.values()];
  const terms = await readNames(tx, names, [...new Set(answered.flatMap((each) => [...each.keys()]))]);
  const named = (mine: ReadonlyMap<number, number>, isShown: (kind: FacetName) => boolean): readonly TermCount[] =>
    [...mine].flatMap(([id, count]) => {
      const term = terms.get(id);
      return term !== undefined && count > 0 && isShown(term.kind as FacetName) ? [{ ...term, count }] : [];
    });
  const more = found > countedExactly;
  return {
    listingIds,
    total: Math.min(found, countedExactly),
    more,
    counts: [
      ...named(counts, (kind) => !facets.has(kind)),
      ...[...countsBut].flatMap(([facet, mine]) => named(mine, (kind) => kind === facet)),
    ],
    exact: shelf.keepsAllValues || !more,
  };
}
