import { FACETS } from "../store-page.ts";
import type { StoreSort } from "../store-page.ts";
import { bestOf } from "./best-of.ts";
import { anyIn, countBoth, countOf, eachOf, emptyBits, everyIn, has, widened } from "./bits.ts";
import type { Bits } from "./bits.ts";
import type { Shelf, SortKey, WordSets } from "./shelf.ts";

/** A question as sets of terms: alternatives within a facet and within the labels, all of them together. */
export type ShelfQuestion<F extends string> = {
  readonly words: readonly WordSets[];
  /** Null: not asked for. */
  readonly labels: readonly number[] | null;
  readonly facets: ReadonlyMap<F, readonly number[]>;
  readonly sort: StoreSort;
  readonly limit: number;
  readonly offset: number;
  /** The facet that a term is a value of, as far as it is known. */
  readonly kindOf: (term: number) => string | undefined;
};

/** `countsBut` has, by facet, what its own choice leaves out of account; `counts` is of what was found. By id of a term. */
export type ShelfAnswer<F extends string> = {
  readonly listingIds: readonly string[];
  readonly found: number;
  readonly counts: ReadonlyMap<number, number>;
  readonly countsBut: ReadonlyMap<F, ReadonlyMap<number, number>>;
};

/** Answers a question from memory; every count is exact, but for values too rare to be kept where thousands are found. */
export function searchShelf<F extends string>(shelf: Shelf, question: ShelfQuestion<F>): ShelfAnswer<F> {
  const { words, labels, facets, kindOf } = question;
  const always = [
    shelf.all,
    ...words.map(({ anywhere }) => anywhere),
    ...(labels === null ? [] : [union(shelf, labels)]),
  ];
  const chosen = [...facets].map(([facet, terms]) => [facet, union(shelf, terms)] as const);
  const but = (except: F | null): Bits => {
    const others = chosen.flatMap(([facet, set]) => (facet === except ? [] : [set]));
    return everyIn([shelf.all, ...always, ...others]);
  };
  const found = but(null);
  const shown = new Set<string>(FACETS.filter((facet) => !(facets as ReadonlyMap<string, unknown>).has(facet)));
  return {
    listingIds: firstOf(shelf, found, question),
    found: countOf(found),
    counts: countTerms(shelf, found, (term) => {
      const kind = kindOf(term);
      return kind === undefined || shown.has(kind);
    }),
    countsBut: new Map(
      [...facets.keys()].map((facet) => {
        const isOwn = (term: number): boolean => {
          const kind = kindOf(term);
          return kind === undefined || kind === facet;
        };
        return [facet, countTerms(shelf, but(facet), isOwn)];
      }),
    ),
  };
}

function union(shelf: Shelf, terms: readonly number[]): Bits {
  const [first, ...rest] = terms.map((term) => shelf.having(term));
  return first === undefined ? emptyBits(1) : anyIn([first, ...rest]);
}

// Of few, each is looked at; of many, the values' sets are laid over them.
const few = 4_000;

function countTerms(shelf: Shelf, found: Bits, isAsked: (term: number) => boolean): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  if (countOf(found) > few) {
    shelf.terms.forEach((having, term) => {
      if (isAsked(term)) counts.set(term, countBoth(having, found));
    });
    return counts;
  }
  // Terms are numbered one after another.
  let tally: Bits = new Uint32Array(1_024);
  const seen: number[] = [];
  eachOf(found, (slot) => {
    const facets = shelf.rows[slot]?.facets ?? [];
    for (let place = 0; place < facets.length; place += 1) {
      const term = facets[place] as number;
      if (term >= tally.length) tally = widened(tally, 32 * 2 * (term + 1));
      const before = tally[term] as number;
      if (before === 0) seen.push(term);
      tally[term] = before + 1;
    }
  });
  for (const term of seen) if (isAsked(term)) counts.set(term, tally[term] as number);
  return counts;
}

function firstOf<F extends string>(
  { rows, keys }: Shelf,
  found: Bits,
  { words, sort, limit, offset }: ShelfQuestion<F>,
): readonly string[] {
  const [first, ...rest] = words.map(({ heading }) => heading);
  const named = sort === "best" && first !== undefined ? everyIn([first, ...rest]) : null;
  const { key, smallestFirst } = orders[sort];
  const own = keys[key];
  const { rank } = keys;
  const best = bestOf(offset + limit, (one, other) => {
    if (named !== null && has(named, one) !== has(named, other)) return has(named, one);
    const order = (own[one] ?? 0) - (own[other] ?? 0);
    if (order !== 0) return smallestFirst ? order < 0 : order > 0;
    const ranks = (rank[one] ?? 0) - (rank[other] ?? 0);
    if (ranks !== 0 && sort !== "newest") return ranks > 0;
    return (rows[one]?.listingId ?? "") < (rows[other]?.listingId ?? "");
  });
  eachOf(found, (slot) => best.offer(slot));
  return best
    .sorted()
    .slice(offset)
    .flatMap((slot) => rows[slot]?.listingId ?? []);
}

const orders: Readonly<Record<StoreSort, { readonly key: SortKey; readonly smallestFirst: boolean }>> = {
  best: { key: "rank", smallestFirst: false },
  newest: { key: "updatedAt", smallestFirst: false },
  rating: { key: "ratingLower", smallestFirst: false },
  price: { key: "priceMinor", smallestFirst: true },
};
