import { tables } from "@fleet-persona/db";
import { and, count, desc, eq, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import type { TenantId } from "../ids.ts";
import { listingIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { BuyerReview, ListingRatings } from "./buyer-review.ts";
import { readBuyerReviews, readListingRatings, readReviewRules } from "./read-buyer-reviews.ts";
import type { ReviewRules } from "./read-buyer-reviews.ts";

/** A page of a listing's reviews. */
export type BuyerReviewPage = {
  readonly ratings: ListingRatings;
  readonly rules: ReviewRules;
  readonly reviews: readonly BuyerReview[];
  /** How many there are with these stars (and with an effect, where that is asked for). */
  readonly total: number;
};

/** What can be read of a listing: votes first, then newest first. */
export const listBuyerReviews = defineQuery({
  name: "listBuyerReviews",
  scope: "public",
  input: z.strictObject({
    listingId: listingIdSchema,
    stars: z.int().min(1).max(5).optional(),
    withEffect: z.boolean().default(false),
    limit: z.int().min(1).max(50).default(10),
    offset: z.int().min(0).max(10_000).default(0),
  }),
  run: async ({ tx, actor }, { listingId, stars, withEffect, limit, offset }): Promise<BuyerReviewPage> => {
    const { buyerReviews } = tables;
    const where = and(
      eq(buyerReviews.listingId, listingId),
      stars === undefined ? undefined : eq(buyerReviews.rating, stars),
      withEffect ? isNotNull(buyerReviews.effectId) : undefined,
      isNull(buyerReviews.withdrawnAt),
      isNull(buyerReviews.hiddenAt),
      isNull(buyerReviews.voidAt),
    );
    const [counted] = await tx.select({ total: count() }).from(buyerReviews).where(where);
    const rows = await tx
      .select()
      .from(buyerReviews)
      .where(where)
      .orderBy(desc(buyerReviews.counted), desc(buyerReviews.writtenAt), desc(buyerReviews.id))
      .limit(limit)
      .offset(offset);
    const tenantId = actor !== null && "tenantId" in actor ? (actor.tenantId as TenantId) : null;
    return {
      ratings: await readListingRatings(tx, listingId),
      rules: await readReviewRules(tx),
      reviews: await readBuyerReviews(tx, rows, { tenantId }),
      total: counted?.total ?? 0,
    };
  },
});
