import { tables } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { defineCommand } from "../use-case/define.ts";
import { buyerReviewIdSchema } from "./buyer-review.ts";
import type { BuyerReviewId } from "./buyer-review.ts";
import { underRules } from "./review-refusals.ts";

/** Takes the tenant's own review back: nobody reads it any more and it counts no longer. It can be written anew. */
export const withdrawBuyerReview = defineCommand({
  name: "withdrawBuyerReview",
  scope: "operator",
  input: z.strictObject({ reviewId: buyerReviewIdSchema }),
  run: async ({ tx, actor, now }, { reviewId }): Promise<{ readonly reviewId: BuyerReviewId }> => {
    const { buyerReviews } = tables;
    const mine = and(eq(buyerReviews.tenantId, actor.tenantId), eq(buyerReviews.id, reviewId));
    const rows = await underRules(
      tx.update(buyerReviews).set({ withdrawnAt: now }).where(mine).returning({ id: buyerReviews.id }),
    );
    if (rows.length === 0) throw notFound("review");
    return { reviewId };
  },
  entityId: ({ reviewId }) => reviewId,
});
