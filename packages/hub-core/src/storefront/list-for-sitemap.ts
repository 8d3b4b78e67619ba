import { tables } from "@fleet-persona/db";
import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { readKeptCounts } from "../store/kept-counts.ts";
import { defineQuery } from "../use-case/define.ts";

/** A listing as a sitemap names it. */
export type SitemapEntry = { readonly personaId: string; readonly updatedAt: number };

/** How many listings there are for everybody to see. */
export const countListed = defineQuery({
  name: "countListed",
  scope: "public",
  input: z.strictObject({}),
  run: async ({ tx }): Promise<number> => (await readKeptCounts(tx)).find(({ kind }) => kind === "all")?.count ?? 0,
});

const addressSchema = z.strictObject({ publisher: z.string().max(96), name: z.string().max(96) });

/** Listings by address, those after `after` (exclusive) once `skip` of them are passed over. */
export const listForSitemap = defineQuery({
  name: "listForSitemap",
  scope: "public",
  input: z.strictObject({
    after: addressSchema.nullable().default(null),
    skip: z.int().min(0).max(1_000_000).default(0),
    limit: z.int().min(1).max(5_000),
  }),
  run: async ({ tx }, { after, skip, limit }): Promise<readonly SitemapEntry[]> => {
    const { listings, listingSearch } = tables;
    const { publisherSlug, name, status, updatedAt } = listings;
    const beyond = after === null ? undefined : sql`(${publisherSlug}, ${name}) > (${after.publisher}, ${after.name})`;
    const rows = await tx
      .select({ publisherSlug, name, updatedAt })
      .from(listings)
      // What moderators hold back is listed and not found.
      .innerJoin(listingSearch, eq(listingSearch.listingId, listings.id))
      .where(and(eq(status, "listed"), beyond))
      .orderBy(asc(publisherSlug), asc(name))
      .offset(skip)
      .limit(limit);
    return rows.map((row) => ({ personaId: `${row.publisherSlug}/${row.name}`, updatedAt: row.updatedAt.getTime() }));
  },
});
