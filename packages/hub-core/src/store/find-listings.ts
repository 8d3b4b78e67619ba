import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { everyOf } from "./condition.ts";
import type { Condition } from "./condition.ts";
import type { SearchInput } from "./search-input.ts";
import { readKeptCounts } from "./kept-counts.ts";
import { countTerms, nameTerms } from "./term-counts.ts";
import type { TermCount, TermNames } from "./term-counts.ts";
import type { Conditions } from "./search-terms.ts";
import type { Understood } from "./search-words.ts";
import type { FacetName, StoreSort } from "./store-page.ts";

/** What was found: a page of ids in their order, how many there are in all, and what each facet would leave. */
export type Found = {
  readonly listingIds: readonly string[];
  readonly total: number;
  readonly more: boolean;
  readonly counts: readonly TermCount[];
  readonly exact: boolean;
};

/** Results and facet values are counted exactly up to here. */
export const countedExactly = 2_000;

/** A search with everything that was understood of it. */
export type Search = {
  readonly input: SearchInput;
  readonly words: Understood;
  readonly conditions: Conditions;
  readonly names: TermNames;
};

/** Finds one page and counts. Few results are sorted; of many, the best are read off the order's index. */
export async function findListings(tx: Tx, search: Search): Promise<Found> {
  const { input, conditions } = search;
  const all = conditionsBut(search, null);
  if (all.length === 0) return { ...(await wholeStore(tx, input)), exact: true };
  // Asked at once, they share their way to the database and back.
  const [{ listingIds, found, counts }, ...others] = await Promise.all([
    firstHits(tx, search, all),
    ...[...conditions.facets.keys()].map((facet) => countsBut(tx, search, facet)),
  ]);
  const more = found > countedExactly;
  return {
    listingIds: more ? await walkInOrder(tx, search, all) : listingIds,
    total: Math.min(found, countedExactly),
    more,
    counts: [
      ...counts.filter(({ kind }) => !conditions.facets.has(kind as FacetName)),
      ...others.flatMap((one) => one.counts),
    ],
    exact: !more && others.every((one) => one.exact),
  };
}

function conditionsBut({ words, conditions }: Search, except: FacetName | null): readonly Condition[] {
  const facets = [...conditions.facets].filter(([facet]) => facet !== except).map(([, condition]) => condition);
  return [...(words.condition === null ? [] : [words.condition]), ...conditions.always, ...facets];
}

async function wholeStore(tx: Tx, input: SearchInput): Promise<Omit<Found, "exact">> {
  const [counts, rows] = await Promise.all([
    readKeptCounts(tx),
    tx.execute<{ id: string }>(sql`select s.listing_id as id from listing_search s
      order by ${orderOf(input.sort)} limit ${input.limit} offset ${input.offset}`),
  ]);
  const all = counts.find(({ kind }) => kind === "all")?.count ?? 0;
  const total = Math.min(all, countedExactly);
  return { listingIds: rows.map(({ id }) => id), total, more: all > countedExactly, counts };
}

function orderOf(sort: StoreSort): SQL {
  switch (sort) {
    case "best":
      return sql`s.rank desc, s.listing_id`;
    case "newest":
      return sql`s.updated_at desc, s.listing_id`;
    case "rating":
      return sql`s.rating_lower desc, s.rank desc, s.listing_id`;
    case "price":
      return sql`s.price_minor, s.rank desc, s.listing_id`;
    default:
      return sort satisfies never;
  }
}

type Hits = { readonly ids: string[] | null; readonly found: number; readonly terms: string | null };

async function firstHits(
  tx: Tx,
  { input, words, names }: Search,
  conditions: readonly Condition[],
): Promise<{ listingIds: readonly string[]; found: number; counts: readonly TermCount[] }> {
  const named = input.sort === "best" && words.named !== null ? sql`s.named desc, ` : sql``;
  const [row] = await tx.execute<Hits>(sql`
    with s as materialized (
      select s.listing_id, s.facets, s.rank, s.updated_at, s.rating_lower, s.price_minor, ${words.named ?? sql`false`} as named
      from listing_search s where ${everyOf(conditions)} limit ${countedExactly + 1}
    ), page as (
      select s.listing_id from s order by ${named}${orderOf(input.sort)} limit ${input.limit} offset ${input.offset}
    )
    select (select json_agg(listing_id) from page) as ids, (select count(*)::integer from s) as found, (${terms}) as terms`);
  const counts = await nameTerms(tx, names, countTerms(row?.terms ?? ""));
  return { listingIds: row?.ids ?? [], found: row?.found ?? 0, counts };
}

// The facets of `s` one after another: counting twenty thousand of them takes the database ten times as long as us.
const terms = sql`select string_agg(array_to_string(s.facets, ','), ',') from s`;

// A facet's own choice says nothing of what its other values would leave.
async function countsBut(tx: Tx, search: Search, facet: FacetName): Promise<Pick<Found, "counts" | "exact">> {
  const conditions = conditionsBut(search, facet);
  const mine = (counts: readonly TermCount[]): readonly TermCount[] => counts.filter(({ kind }) => kind === facet);
  if (conditions.length === 0) return { counts: mine(await readKeptCounts(tx)), exact: true };
  const [row] = await tx.execute<Hits>(sql`
    with s as materialized (
      select s.facets from listing_search s where ${everyOf(conditions)} limit ${countedExactly + 1}
    )
    select (select count(*)::integer from s) as found, (${terms}) as terms`);
  const counts = await nameTerms(tx, search.names, countTerms(row?.terms ?? ""));
  return { counts: mine(counts), exact: (row?.found ?? 0) <= countedExactly };
}

// Where thousands match, the next one in order is never far: what is named so comes first, then the others.
async function walkInOrder(
  tx: Tx,
  { input, words }: Search,
  conditions: readonly Condition[],
): Promise<readonly string[]> {
  const { limit, offset, sort } = input;
  const met = everyOf(conditions);
  const walk = async (where: SQL, most: number, skipped: number): Promise<readonly string[]> => {
    const rows = await tx.execute<{ id: string }>(sql`select s.listing_id as id from listing_search s
      where ${where} order by ${orderOf(sort)} limit ${most} offset ${skipped}`);
    return rows.map(({ id }) => id);
  };
  if (sort === "price" && input.prices.length > 0 && !input.prices.includes("free"))
    return walk(sql`s.price_minor > 0 and ${met}`, limit, offset);
  if (sort !== "best" || words.named === null) return walk(met, limit, offset);
  const named = await walk(sql`${words.named} and ${met}`, limit, offset);
  if (named.length === limit) return named;
  const skipped = offset === 0 ? 0 : Math.max(0, offset - (await countNamed(tx, words.named, met)));
  return [...named, ...(await walk(sql`not ${words.named} and ${met}`, limit - named.length, skipped))];
}

async function countNamed(tx: Tx, named: SQL, met: SQL): Promise<number> {
  const [row] = await tx.execute<{ found: number }>(
    sql`select count(*)::integer as found from listing_search s where ${named} and ${met}`,
  );
  return row?.found ?? 0;
}
