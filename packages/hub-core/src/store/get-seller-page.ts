import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { slugSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { readStoreRows } from "./read-store-rows.ts";
import type { RatingSummary, StoreRow } from "./store-page.ts";

/** A seller by its publisher: who it is, what it signs with, what it sells, and what buyers make of all of it. */
export type SellerPageView = {
  readonly slug: string;
  readonly displayName: string;
  readonly since: number;
  /** Null while no domain is proved to be theirs. */
  readonly domain: { readonly name: string; readonly verifiedAt: number } | null;
  /** Every key there ever was; one that was revoked says when. */
  readonly keys: readonly {
    readonly fingerprint: string;
    readonly registeredAt: number;
    readonly revokedAt: number | null;
  }[];
  /** The best ones; the others are found by a search within the publisher. */
  readonly listings: readonly StoreRow[];
  readonly total: number;
  /** Distinct enrolled agents that ran anything of theirs. */
  readonly agents: number;
  /** Counted votes over all listings, from one to five stars. */
  readonly rating: (RatingSummary & { readonly stars: readonly number[] }) | null;
};

/** A seller's page; `not-found` where there is no publisher of that name. */
export const getSellerPage = defineQuery({
  name: "getSellerPage",
  scope: "public",
  input: z.strictObject({ publisher: slugSchema, limit: z.int().min(1).max(100).default(20) }),
  run: async ({ tx }, { publisher: slug, limit }): Promise<SellerPageView> => {
    const { publishers } = tables;
    const [publisher] = await tx.select().from(publishers).where(eq(publishers.slug, slug));
    if (publisher === undefined) throw notFound("seller");
    const [domain, keys, found, agents, rating] = await Promise.all([
      readDomain(tx, publisher.id),
      readKeys(tx, publisher.id),
      readListingIds(tx, slug, limit),
      readAgents(tx, publisher.id),
      readRating(tx, publisher.id),
    ]);
    return {
      slug,
      displayName: publisher.displayName,
      since: publisher.createdAt.getTime(),
      domain,
      keys,
      listings: await readStoreRows(tx, found.ids),
      total: found.total,
      agents,
      rating,
    };
  },
});

async function readDomain(tx: Tx, publisherId: string): Promise<SellerPageView["domain"]> {
  const [row] = await tx.execute<{ name: string; at: number }>(sql`
    select domain as name, floor(extract(epoch from verified_at) * 1000)::double precision as at from publisher_domains
    where publisher_id = ${publisherId} and verified_at is not null`);
  return row === undefined ? null : { name: row.name, verifiedAt: row.at };
}

async function readKeys(tx: Tx, publisherId: string): Promise<SellerPageView["keys"]> {
  const { publisherKeys: keys } = tables;
  const rows = await tx.select().from(keys).where(eq(keys.publisherId, publisherId)).orderBy(asc(keys.createdAt));
  return rows.map(({ fingerprint, createdAt, revokedAt }) => ({
    fingerprint,
    registeredAt: createdAt.getTime(),
    revokedAt: revokedAt?.getTime() ?? null,
  }));
}

async function readListingIds(tx: Tx, slug: string, limit: number): Promise<{ ids: readonly string[]; total: number }> {
  const rows = await tx.execute<{ id: string; total: number }>(sql`
    select s.listing_id as id, count(*) over ()::integer as total from listing_search s
    where s.publisher_slug = ${slug} order by s.rank desc, s.listing_id limit ${limit}`);
  return { ids: rows.map(({ id }) => id), total: rows[0]?.total ?? 0 };
}

async function readAgents(tx: Tx, publisherId: string): Promise<number> {
  const [row] = await tx.execute<{ agents: number }>(sql`select publisher_agents(${publisherId}) as agents`);
  return row?.agents ?? 0;
}

async function readRating(tx: Tx, publisherId: string): Promise<SellerPageView["rating"]> {
  const [row] = await tx.execute<{ stars: number[]; lower: number }>(sql`
    select stars, rating_lower_bound(stars) as lower from (
      select array[coalesce(sum(r.stars_1), 0), coalesce(sum(r.stars_2), 0), coalesce(sum(r.stars_3), 0), coalesce(sum(r.stars_4), 0),
        coalesce(sum(r.stars_5), 0)]::integer[] as stars
      from listing_ratings r join listings l on l.id = r.listing_id where l.publisher_id = ${publisherId} and l.status = 'listed'
    ) summed`);
  const stars = row?.stars ?? [];
  const votes = stars.reduce((sum, count) => sum + count, 0);
  if (row === undefined || votes === 0) return null;
  const mean = stars.reduce((sum, count, place) => sum + count * (place + 1), 0) / votes;
  return { votes, mean, lower: row.lower, stars };
}
