import { tables } from "@fleet-persona/db";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { HubError, notFound } from "../hub-error.ts";
import { proseSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import { emitStoreEvent } from "../watching/emit-store-event.ts";
import { buyerReviewIdSchema } from "./buyer-review.ts";
import type { BuyerReviewId } from "./buyer-review.ts";
import { underRules } from "./review-refusals.ts";

/** Answers a review of an own Persona, once; said again it is an edit, and every wording is kept. */
export const replyToBuyerReview = defineCommand({
  name: "replyToBuyerReview",
  scope: "admin",
  input: z.strictObject({
    reviewId: buyerReviewIdSchema,
    body: proseSchema(3_000).refine((body) => body.length > 0, "say something"),
  }),
  run: async ({ tx, actor, now }, { reviewId, body }): Promise<{ readonly reviewId: BuyerReviewId }> => {
    const { buyerReviewReplies: replies, buyerReviews } = tables;
    const { tenantId, userId } = actor;
    const [review] = await tx.select().from(buyerReviews).where(eq(buyerReviews.id, reviewId));
    if (review === undefined) throw notFound("review");
    if (review.sellerTenantId !== tenantId)
      throw new HubError("forbidden", "Only the seller of a Persona answers its reviews.");
    const mine = and(eq(replies.reviewId, reviewId), eq(replies.tenantId, tenantId));
    const [known] = await tx.select({ body: replies.body }).from(replies).where(mine).for("update");
    if (known?.body === body) return { reviewId };
    // Only the columns that the role may write: the rest is the database's to say.
    await underRules(
      known === undefined
        ? tx.execute(sql`insert into buyer_review_replies (review_id, tenant_id, body, written_by)
            values (${reviewId}, ${tenantId}, ${body}, ${userId})`)
        : tx.update(replies).set({ body, writtenBy: userId }).where(mine),
    );
    await emitStoreEvent(tx, {
      kind: "review-replied",
      listingId: review.listingId,
      toTenantId: review.tenantId,
      ref: reviewId,
      summary: `The seller answered your review “${review.title}”${known === undefined ? "" : " anew"}.`,
      at: now,
    });
    return { reviewId };
  },
  entityId: ({ reviewId }) => reviewId,
});
