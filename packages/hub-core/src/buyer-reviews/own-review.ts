import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, inArray, sql } from "drizzle-orm";
import { notFound } from "../hub-error.ts";
import type { ListingId, TenantId } from "../ids.ts";
import type { BuyerReviewState, OwnBuyerReview, ReviewObstacle } from "./buyer-review.ts";
import { readBuyerReviews, selectReviews } from "./read-buyer-reviews.ts";
import type { ReviewRow } from "./read-buyer-reviews.ts";

type Key = { readonly tenantId: TenantId; readonly listingId: ListingId };

/** Why the tenant of this transaction may not review a listing; null where it may. */
export async function readReviewObstacle(tx: Tx, listingId: ListingId): Promise<ReviewObstacle | null> {
  const [row] = await tx.execute<{ obstacle: ReviewObstacle | null }>(
    sql`select own_review_obstacle(${listingId}::uuid) as obstacle`,
  );
  return row?.obstacle ?? null;
}

/** A tenant's own reviews, whatever became of them, newest first; of one listing where it is named. */
export async function readOwnReviews(tx: Tx, { tenantId, listingId }: Partial<Key> & Pick<Key, "tenantId">) {
  const { buyerReviews, listings } = tables;
  const ofListing = listingId === undefined ? undefined : eq(buyerReviews.listingId, listingId);
  const rows = await selectReviews(tx, and(eq(buyerReviews.tenantId, tenantId), ofListing), 500);
  const shown = await readBuyerReviews(tx, rows, { tenantId });
  const ids = rows.map((row) => row.listingId);
  const named =
    ids.length === 0
      ? []
      : await tx
          .select({ id: listings.id, publisher: listings.publisherSlug, name: listings.name, title: listings.title })
          .from(listings)
          .where(inArray(listings.id, ids));
  return shown.flatMap((review, index): OwnBuyerReview[] => {
    const row = rows[index];
    const listing = named.find(({ id }) => id === review.listingId);
    if (row === undefined) return [];
    const personaId = listing === undefined ? "" : `${listing.publisher}/${listing.name}`;
    return [{ ...review, state: stateOf(row), personaId, listingTitle: listing?.title ?? "A Persona that is gone" }];
  });
}

/** The tenant's own review of a listing; `not-found` where there is none. */
export async function readOwnReview(tx: Tx, key: Key): Promise<OwnBuyerReview> {
  const [review] = await readOwnReviews(tx, key);
  if (review === undefined) throw notFound("review");
  return review;
}

function stateOf({ withdrawnAt, hiddenAt, voidAt, voidBecause }: ReviewRow): BuyerReviewState {
  if (voidAt !== null && voidBecause !== null) return { kind: "void", because: voidBecause, at: voidAt.getTime() };
  if (hiddenAt !== null) return { kind: "hidden", at: hiddenAt.getTime() };
  if (withdrawnAt !== null) return { kind: "withdrawn", at: withdrawnAt.getTime() };
  return { kind: "shown" };
}
