import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { HubError, notFound } from "../hub-error.ts";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { ListingId, TenantId } from "../ids.ts";
import { reservedIn } from "../naming/reserved.ts";
import { lineSchema, proseSchema } from "../text.ts";
import { usageOf } from "../usage/usage.ts";
import { defineCommand } from "../use-case/define.ts";
import { emitStoreEvent } from "../watching/emit-store-event.ts";
import type { OwnBuyerReview } from "./buyer-review.ts";
import { readOwnReview, readReviewObstacle } from "./own-review.ts";
import { readReviewRules } from "./read-buyer-reviews.ts";
import { ruleSentence, underRules } from "./review-refusals.ts";

/**
 * Writes the tenant's one review of a listing, or says it otherwise: every wording is kept. `refused` with the rule in `detail`:
 * `not-got`, `refunded`, `same-tenant`, `same-person`, `same-card`, `ran-too-short`, `version-not-run`, `no-such-effect`, `hidden`.
 * `named`: shown under the tenant's name. The version is the one that its agents ran last, unless another one is named.
 */
export const writeBuyerReview = defineCommand({
  name: "writeBuyerReview",
  scope: "operator",
  input: z.strictObject({
    listingId: listingIdSchema,
    rating: z.int().min(1).max(5),
    title: lineSchema(120),
    body: proseSchema(5_000).default(""),
    personaVersionId: personaVersionIdSchema.optional(),
    effectId: z.uuid().nullable().default(null),
    named: z.boolean().default(true),
  }),
  run: async ({ tx, actor, now }, { listingId, named, personaVersionId, ...said }): Promise<OwnBuyerReview> => {
    const { tenantId, userId } = actor;
    await requireNoObstacle(tx, { tenantId, listingId });
    const { buyerReviews } = tables;
    const wording = {
      ...said,
      personaVersionId: personaVersionId ?? (await lastRun(tx, { tenantId, listingId })),
      shownAs: named ? await nameOf(tx, tenantId) : null,
      writtenBy: userId,
    };
    const mine = and(eq(buyerReviews.tenantId, tenantId), eq(buyerReviews.listingId, listingId));
    const [known] = await tx.select({ id: buyerReviews.id }).from(buyerReviews).where(mine).for("update");
    await underRules(
      known === undefined
        ? insertReview(tx, { tenantId, listingId, ...wording })
        : tx
            .update(buyerReviews)
            .set({ ...wording, withdrawnAt: null })
            .where(mine),
    );
    const review = await readOwnReview(tx, { tenantId, listingId });
    await tellSeller(tx, review, now);
    return review;
  },
  entityId: ({ reviewId }) => reviewId,
  details: ({ listingId, rating, effectId }, { revision }) => ({ listingId, rating, effectId, revision }),
});

type Key = { readonly tenantId: TenantId; readonly listingId: ListingId };

// An edit is told as well: the seller may have answered what it said before.
async function tellSeller(tx: Tx, { reviewId, listingId, ...review }: OwnBuyerReview, at: Date): Promise<void> {
  const { buyerReviews } = tables;
  const [row] = await tx
    .select({ seller: buyerReviews.sellerTenantId })
    .from(buyerReviews)
    .where(eq(buyerReviews.id, reviewId));
  if (row === undefined) return;
  const edited = review.revision > 1 ? " (edited)" : "";
  await emitStoreEvent(tx, {
    kind: "review-written",
    listingId,
    versionId: review.personaVersionId,
    toTenantId: row.seller,
    ref: reviewId,
    summary: `${review.rating} of 5 stars${edited}: ${review.title}`,
    at,
  });
}

type NewReview = Key & {
  readonly rating: number;
  readonly title: string;
  readonly body: string;
  readonly effectId: string | null;
  readonly personaVersionId: string;
  readonly shownAs: string | null;
  readonly writtenBy: string;
};

// Only the columns that the role may write: the rest is the database's to say.
function insertReview(tx: Tx, review: NewReview): Promise<unknown> {
  const { tenantId, listingId, personaVersionId, rating, title, body, effectId, shownAs, writtenBy } = review;
  return tx.execute(sql`
    insert into buyer_reviews (tenant_id, listing_id, persona_version_id, rating, title, body, effect_id, shown_as, written_by)
    values (${tenantId}, ${listingId}, ${personaVersionId}, ${rating}, ${title}, ${body}, ${effectId}, ${shownAs}, ${writtenBy})`);
}

async function requireNoObstacle(tx: Tx, key: Key): Promise<void> {
  const obstacle = await readReviewObstacle(tx, key.listingId);
  if (obstacle === null) return;
  if (obstacle !== "ran-too-short") throw new HubError("refused", ruleSentence(obstacle), obstacle);
  const { seconds } = await usageOf(tx, key);
  const { minSeconds } = await readReviewRules(tx);
  const hours = (s: number): string => `${(s / 3_600).toFixed(s % 3_600 === 0 ? 0 : 1)} h`;
  const message = `Your agents ran it ${hours(seconds)} of ${hours(minSeconds)}: come back when they have.`;
  throw new HubError("refused", message, obstacle);
}

async function lastRun(tx: Tx, { tenantId, listingId }: Key): Promise<string> {
  const { personaUsage } = tables;
  const [row] = await tx
    .select({ id: personaUsage.personaVersionId })
    .from(personaUsage)
    .where(and(eq(personaUsage.tenantId, tenantId), eq(personaUsage.listingId, listingId)))
    .orderBy(desc(personaUsage.lastAt))
    .limit(1);
  if (row === undefined) throw notFound("version");
  return row.id;
}

async function nameOf(tx: Tx, tenantId: TenantId): Promise<string> {
  const [row] = await tx
    .select({ name: tables.tenants.name })
    .from(tables.tenants)
    .where(eq(tables.tenants.id, tenantId));
  if (row === undefined) throw notFound("tenant");
  if (reservedIn(row.name, "publisher") === null) return row.name;
  const message = `“${row.name}” sounds as if the platform or a maker of software said it: write the review without your tenant's name.`;
  throw new HubError("refused", message, "name-reserved");
}
