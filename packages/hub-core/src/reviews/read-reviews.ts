import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { versionId } from "../gate/gate-run.ts";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import type { TenantId } from "../ids.ts";
import { reviewIdSchema } from "./review.ts";
import type { ReviewId, ReviewView } from "./review.ts";

const mostShown = 200;

/** Decisions of a tenant, newest first. */
export async function readReviews(tx: Tx, tenantId: TenantId, where?: SQL): Promise<readonly ReviewView[]> {
  const { fleets, personaVersions, reviews, users } = tables;
  const second = alias(users, "second");
  const rows = await tx
    .select({ row: reviews, manifest: personaVersions.manifest, first: users.email, second: second.email })
    .from(reviews)
    .innerJoin(personaVersions, eq(personaVersions.id, reviews.personaVersionId))
    .leftJoin(users, eq(users.id, reviews.reviewedBy))
    .leftJoin(second, eq(second.id, reviews.secondReviewer))
    .where(and(eq(reviews.tenantId, tenantId), where))
    .orderBy(desc(reviews.reviewedAt), desc(reviews.seq))
    .limit(mostShown);
  const named = await tx.select({ id: fleets.id, name: fleets.name }).from(fleets).where(eq(fleets.tenantId, tenantId));
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return rows.map(({ row, manifest, first, second: other }) => ({
    reviewId: reviewIdSchema.parse(row.id),
    personaVersionId: versionId(row.personaVersionId),
    personaId: manifest.id,
    version: manifest.version,
    fleets: row.fleets.map((id) => ({ fleetId: fleetIdSchema.parse(id), name: names.get(id) ?? "a former fleet" })),
    decision: row.decision,
    mode: row.mode,
    bounds: row.bounds,
    note: row.note,
    quarantineReasons: row.quarantineReasons,
    fingerprints: row.fingerprints,
    reviewedBy: first,
    reviewedAt: row.reviewedAt.getTime(),
    secondReviewer: other,
    secondNote: row.secondNote,
    state: row.decidedAt !== null ? "decided" : row.setAsideAt !== null ? "set-aside" : "waits",
    decidedAt: row.decidedAt?.getTime() ?? null,
  }));
}

/** One decision of the tenant; `not-found` otherwise. */
export async function readReview(tx: Tx, tenantId: TenantId, reviewId: ReviewId): Promise<ReviewView> {
  const [review] = await readReviews(tx, tenantId, eq(tables.reviews.id, reviewId));
  if (review === undefined) throw notFound("review");
  return review;
}
