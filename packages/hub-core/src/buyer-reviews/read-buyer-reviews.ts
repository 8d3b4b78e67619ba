import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { desc, eq, inArray } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { MeasuredEffect } from "../experiments/experiment.ts";
import { readToldEffects } from "../experiments/measured-effects.ts";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { ListingId, TenantId } from "../ids.ts";
import { buyerReviewIdSchema } from "./buyer-review.ts";
import type { BuyerReview, BuyerReviewReply, BuyerReviewRevision, ListingRatings } from "./buyer-review.ts";

export type ReviewRow = typeof tables.buyerReviews.$inferSelect;
type Reader = { readonly tenantId: TenantId | null };

/** Reviews of rows that were selected already, in their order, with everything that is shown beside them. */
export async function readBuyerReviews(tx: Tx, rows: readonly ReviewRow[], reader: Reader): Promise<BuyerReview[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const revisions = await readRevisions(
    tx,
    rows.filter(({ revision }) => revision > 1).map(({ id }) => id),
  );
  const replies = await readReplies(tx, ids);
  const effects = await readEffects(tx, rows, reader);
  const versions = await readVersions(tx, [...rows, ...[...revisions.values()].flat()]);
  const worded = (row: Wording): BuyerReviewRevision => ({
    revision: row.revision,
    rating: row.rating,
    title: row.title,
    body: row.body,
    version: versions.get(row.personaVersionId) ?? 0,
    ranSeconds: row.ranSeconds,
    writtenAt: row.writtenAt.getTime(),
  });
  return rows.map((row) => ({
    ...worded(row),
    reviewId: buyerReviewIdSchema.parse(row.id),
    listingId: listingIdSchema.parse(row.listingId),
    personaVersionId: personaVersionIdSchema.parse(row.personaVersionId),
    shownAs: row.shownAs,
    editedAt: row.editedAt?.getTime() ?? null,
    earlier: (revisions.get(row.id) ?? []).filter(({ revision }) => revision < row.revision).map(worded),
    counted: row.counted,
    effect: row.effectId === null ? null : (effects.get(row.effectId) ?? null),
    reply: replies.get(row.id) ?? null,
    own: row.tenantId === reader.tenantId,
  }));
}

type Wording = Pick<
  ReviewRow,
  "revision" | "rating" | "title" | "body" | "personaVersionId" | "ranSeconds" | "writtenAt"
>;

async function readRevisions(tx: Tx, ids: readonly string[]): Promise<Map<string, Wording[]>> {
  if (ids.length === 0) return new Map();
  const { buyerReviewRevisions: kept } = tables;
  const rows = await tx
    .select()
    .from(kept)
    .where(inArray(kept.reviewId, [...ids]))
    .orderBy(desc(kept.revision));
  return Map.groupBy(rows, ({ reviewId }) => reviewId);
}

async function readReplies(tx: Tx, ids: readonly string[]): Promise<Map<string, BuyerReviewReply>> {
  const { buyerReviewReplies: replies, buyerReviewReplyRevisions: kept } = tables;
  const rows = await tx
    .select()
    .from(replies)
    .where(inArray(replies.reviewId, [...ids]));
  const edited = rows.filter(({ revision }) => revision > 1).map(({ reviewId }) => reviewId);
  const earlier =
    edited.length === 0
      ? []
      : await tx.select().from(kept).where(inArray(kept.reviewId, edited)).orderBy(desc(kept.revision));
  return new Map(
    rows.map((row) => [
      row.reviewId,
      {
        body: row.body,
        writtenAt: row.writtenAt.getTime(),
        editedAt: row.editedAt?.getTime() ?? null,
        earlier: earlier
          .filter(({ reviewId, revision }) => reviewId === row.reviewId && revision < row.revision)
          .map(({ body, writtenAt }) => ({ body, writtenAt: writtenAt.getTime() })),
      },
    ]),
  );
}

async function readEffects(
  tx: Tx,
  rows: readonly ReviewRow[],
  { tenantId }: Reader,
): Promise<Map<string, MeasuredEffect>> {
  const ids = rows.flatMap(({ effectId }) => (effectId === null ? [] : [effectId]));
  if (ids.length === 0) return new Map();
  const effects = await readToldEffects(tx, inArray(tables.measuredEffects.id, ids), { tenantId });
  return new Map(effects.map((effect) => [effect.effectId, effect]));
}

async function readVersions(tx: Tx, rows: readonly Wording[]): Promise<Map<string, number>> {
  const { personaVersions } = tables;
  const ids = [...new Set(rows.map(({ personaVersionId }) => personaVersionId))];
  const found = await tx
    .select({ id: personaVersions.id, version: personaVersions.version })
    .from(personaVersions)
    .where(inArray(personaVersions.id, ids));
  return new Map(found.map(({ id, version }) => [id, version]));
}

const noRatings: ListingRatings = { stars: [0, 0, 0, 0, 0], votes: 0, mean: null, lower: null, shown: 0 };

/** The votes of a listing. */
export async function readListingRatings(tx: Tx, listingId: ListingId): Promise<ListingRatings> {
  const { listingRatings } = tables;
  const [row] = await tx.select().from(listingRatings).where(eq(listingRatings.listingId, listingId));
  if (row === undefined) return noRatings;
  const { stars1, stars2, stars3, stars4, stars5, votes, mean, lowerBound, shown } = row;
  return { stars: [stars1, stars2, stars3, stars4, stars5], votes, mean, lower: lowerBound, shown };
}

/** What the operator of the platform asks of reviews. */
export type ReviewRules = {
  /** How long a tenant's agents must have run a Persona, in host seconds. */
  readonly minSeconds: number;
  readonly establishedDays: number;
  readonly establishedSeconds: number;
};

/** The rules in force. */
export async function readReviewRules(tx: Tx): Promise<ReviewRules> {
  const rows = await tx.select().from(tables.platformSettings);
  const value = (wanted: (typeof rows)[number]["name"]): number => rows.find(({ name }) => name === wanted)?.value ?? 0;
  return {
    minSeconds: value("review_min_seconds"),
    establishedDays: value("established_days"),
    establishedSeconds: value("established_seconds"),
  };
}

/** The rows of reviews that a condition names, newest first. */
export async function selectReviews(tx: Tx, where: SQL | undefined, limit = 100): Promise<ReviewRow[]> {
  const { buyerReviews } = tables;
  return tx
    .select()
    .from(buyerReviews)
    .where(where)
    .orderBy(desc(buyerReviews.writtenAt), desc(buyerReviews.id))
    .limit(limit);
}
