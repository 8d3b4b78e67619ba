import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { desc, eq, inArray } from "drizzle-orm";
import type { Thing, ThingKind, ThingView } from "./moderation.ts";

/** Things by their ids, as far as the transaction may see them, by `kind:id`. */
export async function readThings(tx: Tx, things: readonly Thing[]): Promise<Map<string, ThingView>> {
  const of = (kind: ThingKind): string[] => things.filter((thing) => thing.kind === kind).map(({ thingId }) => thingId);
  const found = [
    ...(await reviewThings(tx, of("review"))),
    ...(await replyThings(tx, of("reply"))),
    ...(await listingThings(tx, of("listing"))),
    ...(await sellerThings(tx, of("seller"))),
  ];
  return new Map(found.map((thing) => [keyOf(thing), thing]));
}

/** A thing's key in the map. */
export function keyOf({ kind, thingId }: Thing): string {
  return `${kind}:${thingId}`;
}

async function reviewThings(tx: Tx, ids: string[]): Promise<ThingView[]> {
  if (ids.length === 0) return [];
  const { buyerReviewRevisions: kept, buyerReviews, listings } = tables;
  const rows = await tx
    .select()
    .from(buyerReviews)
    .leftJoin(listings, eq(listings.id, buyerReviews.listingId))
    .where(inArray(buyerReviews.id, ids));
  const wordings = await tx.select().from(kept).where(inArray(kept.reviewId, ids)).orderBy(desc(kept.revision));
  return rows.map(({ buyer_reviews: row, listings: listing }) => ({
    kind: "review",
    thingId: row.id,
    title: row.title,
    body: row.body,
    rating: row.rating,
    address: addressOf(listing),
    hidden: row.hiddenAt !== null,
    writtenAt: (row.editedAt ?? row.writtenAt).getTime(),
    earlier: wordings
      .filter(({ reviewId, revision }) => reviewId === row.id && revision < row.revision)
      .map(({ title, body, writtenAt }) => ({ title, body, writtenAt: writtenAt.getTime() })),
  }));
}

async function replyThings(tx: Tx, ids: string[]): Promise<ThingView[]> {
  if (ids.length === 0) return [];
  const { buyerReviewReplies: replies, buyerReviewReplyRevisions: kept, buyerReviews, listings } = tables;
  const rows = await tx
    .select()
    .from(replies)
    .leftJoin(buyerReviews, eq(buyerReviews.id, replies.reviewId))
    .leftJoin(listings, eq(listings.id, buyerReviews.listingId))
    .where(inArray(replies.reviewId, ids));
  const wordings = await tx.select().from(kept).where(inArray(kept.reviewId, ids)).orderBy(desc(kept.revision));
  return rows.map(({ buyer_review_replies: row, buyer_reviews: review, listings: listing }) => ({
    kind: "reply",
    thingId: row.reviewId,
    title: review === null ? "An answer" : `Answer to “${review.title}”`,
    body: row.body,
    rating: null,
    address: addressOf(listing),
    hidden: row.hiddenAt !== null,
    writtenAt: (row.editedAt ?? row.writtenAt).getTime(),
    earlier: wordings
      .filter(({ reviewId, revision }) => reviewId === row.reviewId && revision < row.revision)
      .map(({ body, writtenAt }) => ({ title: "", body, writtenAt: writtenAt.getTime() })),
  }));
}

async function listingThings(tx: Tx, ids: string[]): Promise<ThingView[]> {
  if (ids.length === 0) return [];
  const { listings } = tables;
  const rows = await tx.select().from(listings).where(inArray(listings.id, ids));
  const held = await heldAmong(tx, ids);
  return rows.map((row) => ({
    kind: "listing",
    thingId: row.id,
    title: row.title,
    body: row.summary,
    rating: null,
    address: addressOf(row),
    hidden: held.has(row.id),
    writtenAt: row.updatedAt.getTime(),
    earlier: [],
  }));
}

async function sellerThings(tx: Tx, ids: string[]): Promise<ThingView[]> {
  if (ids.length === 0) return [];
  const { publishers } = tables;
  const rows = await tx.select().from(publishers).where(inArray(publishers.id, ids));
  const held = await heldAmong(tx, ids);
  return rows.map((row) => ({
    kind: "seller",
    thingId: row.id,
    title: row.displayName,
    body: "",
    rating: null,
    address: row.slug,
    hidden: held.has(row.id),
    writtenAt: row.createdAt.getTime(),
    earlier: [],
  }));
}

async function heldAmong(tx: Tx, ids: string[]): Promise<Set<string>> {
  const { storeHeld } = tables;
  const rows = await tx.select().from(storeHeld).where(inArray(storeHeld.thingId, ids));
  return new Set(rows.map(({ thingId }) => thingId));
}

function addressOf(listing: { readonly publisherSlug: string; readonly name: string } | null): string {
  return listing === null ? "" : `${listing.publisherSlug}/${listing.name}`;
}
