import { tables } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { listingIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { BuyerReview, OwnBuyerReview } from "./buyer-review.ts";
import { readOwnReviews } from "./own-review.ts";
import { readBuyerReviews, selectReviews } from "./read-buyer-reviews.ts";

/** What the caller's tenant wrote, whatever became of it, newest first. */
export const listOwnReviews = defineQuery({
  name: "listOwnReviews",
  scope: "viewer",
  input: z.strictObject({}),
  run: ({ tx, actor }): Promise<readonly OwnBuyerReview[]> => readOwnReviews(tx, { tenantId: actor.tenantId }),
});

/** What buyers wrote about the caller's own listings (or one of them), those without an answer first. */
export const listReceivedReviews = defineQuery({
  name: "listReceivedReviews",
  scope: "viewer",
  input: z.strictObject({ listingId: listingIdSchema.optional(), limit: z.int().min(1).max(200).default(50) }),
  run: async ({ tx, actor }, { listingId, limit }): Promise<readonly BuyerReview[]> => {
    const { buyerReviews } = tables;
    const where = and(
      eq(buyerReviews.sellerTenantId, actor.tenantId),
      listingId === undefined ? undefined : eq(buyerReviews.listingId, listingId),
      isNull(buyerReviews.withdrawnAt),
      isNull(buyerReviews.hiddenAt),
      isNull(buyerReviews.voidAt),
    );
    const rows = await selectReviews(tx, where, limit);
    const reviews = await readBuyerReviews(tx, rows, { tenantId: actor.tenantId });
    return reviews.toSorted((a, b) => Number(a.reply !== null) - Number(b.reply !== null));
  },
});
