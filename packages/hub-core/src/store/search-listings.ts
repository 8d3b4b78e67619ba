import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import { proseSchema } from "../text.ts";
import { defineQuery } from "../use-case/define.ts";
import type { ListingSummary } from "./listing.ts";
import { listingSummaries } from "./read-listings.ts";

/** `total` is exact up to 2,000; beyond that `more` is true and total stays 2,000. */
export type ListingPage = {
  readonly listings: readonly ListingSummary[];
  readonly total: number;
  readonly more: boolean;
};

const countedExactly = 2_000;

/** Finds listings by full text, then by similarity for what the words miss; an empty `q` lists the newest. */
export const searchListings = defineQuery({
  name: "searchListings",
  scope: "public",
  input: z.strictObject({
    q: proseSchema(200).default(""),
    limit: z.int().min(1).max(100).default(20),
    offset: z.int().min(0).max(10_000).default(0),
  }),
  run: async ({ tx }, { q, limit, offset }): Promise<ListingPage> => {
    const { listings, publishers } = tables;
    // Two mistyped words still share about a third of their trigrams with what was meant.
    if (q !== "") await tx.execute(sql`set local pg_trgm.word_similarity_threshold = 0.35`);
    const where = and(eq(listings.status, "listed"), matches(q));
    const rows = await tx
      .select()
      .from(listings)
      .innerJoin(publishers, eq(publishers.id, listings.publisherId))
      .where(where)
      .orderBy(...ranking(q))
      .limit(limit)
      .offset(offset);
    const found = await countUpTo(tx, where, countedExactly + 1);
    const shown = await listingSummaries(tx, rows);
    return { listings: shown, total: Math.min(found, countedExactly), more: found > countedExactly };
  },
});

function matches(q: string): SQL | undefined {
  if (q === "") return undefined;
  const { searchText } = tables.listings;
  return sql`(listings.search @@ websearch_to_tsquery('english', ${q}) or ${q} <% ${searchText})`;
}

function ranking(q: string): SQL[] {
  const { id, searchText, updatedAt } = tables.listings;
  if (q === "") return [desc(updatedAt), desc(id)];
  const words = sql`ts_rank_cd(listings.search, websearch_to_tsquery('english', ${q}))`;
  return [desc(words), desc(sql`word_similarity(${q}, ${searchText})`), desc(updatedAt), desc(id)];
}

async function countUpTo(tx: Tx, where: SQL | undefined, limit: number): Promise<number> {
  const hits = tx.select({ id: tables.listings.id }).from(tables.listings).where(where).limit(limit).as("hits");
  const [row] = await tx.select({ found: sql<number>`count(*)::integer` }).from(hits);
  return row?.found ?? 0;
}
