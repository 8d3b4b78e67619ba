import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { ListingSummary } from "./listing.ts";

/** `total` is exact up to 2,000; beyond that `more` is true and total stays 2,000. */
export type ListingPage = {
  readonly listings: readonly ListingSummary[];
  readonly total: number;
  readonly more: boolean;
};

/** Finds listings by full text, then by similarity for what the words miss; an empty `q` lists the newest. */
export const searchListings = defineQuery({
  name: "searchListings",
  scope: "public",
  input: z.strictObject({
    q: z.string().trim().max(200).default(""),
    limit: z.int().min(1).max(100).default(20),
    offset: z.int().min(0).max(10_000).default(0),
  }),
  run: async (): Promise<ListingPage> => pending("searchListings"),
});
