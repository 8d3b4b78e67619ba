import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { lockFleet } from "../fleets/require-fleet.ts";
import { requireAdmission } from "../gate/admission.ts";
import { readGateState } from "../gate/read-gate.ts";
import { HubError, notFound } from "../hub-error.ts";
import { fleetIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { TenantId } from "../ids.ts";
import { proseSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import { readReview } from "./read-reviews.ts";
import { readVersion } from "./read-version.ts";
import { reviewIdSchema } from "./review.ts";
import type { ReviewId, ReviewView } from "./review.ts";
import { requireSigningKeys, takeEffect } from "./take-effect.ts";

/** The second pair of eyes: another admin's yes to what a first one approved, as it was approved. `refused` with `same-person` by the first. */
export const confirmReview = defineCommand({
  name: "confirmReview",
  scope: "admin",
  input: z.strictObject({ reviewId: reviewIdSchema, note: proseSchema(2_000).default("") }),
  run: async ({ tx, actor, now }, { reviewId, note: secondNote }): Promise<ReviewView> => {
    const { tenantId, userId } = actor;
    const row = await lockWaiting(tx, tenantId, reviewId);
    if (row.reviewedBy === userId) {
      throw new HubError("refused", "You approved it first: the second look takes another admin.", "same-person");
    }
    const { mode, bounds, note, inCharge } = row;
    if (mode === null) throw new HubError("conflict", "A refusal takes no second look.");
    const version = await readVersion(tx, personaVersionIdSchema.parse(row.personaVersionId));
    // The gate may have judged anew in between.
    requireAdmission(await readGateState(tx, version.personaVersionId), row.quarantineReasons);
    const keys = await requireSigningKeys(tx, version);
    const { reviews } = tables;
    await tx
      .update(reviews)
      .set({ secondReviewer: userId, secondNote, decidedAt: now })
      .where(and(eq(reviews.tenantId, tenantId), eq(reviews.id, reviewId)));
    const fleetIds = row.fleets.map((id) => fleetIdSchema.parse(id));
    const approval = { tenantId, userId, now, note: note || secondNote, version, fleetIds, mode, bounds, inCharge };
    await takeEffect(tx, approval, keys);
    return readReview(tx, tenantId, reviewId);
  },
  entityId: (review) => review.reviewId,
});

async function lockWaiting(
  tx: Tx,
  tenantId: TenantId,
  reviewId: ReviewId,
): Promise<typeof tables.reviews.$inferSelect> {
  const { reviews } = tables;
  const mine = and(eq(reviews.tenantId, tenantId), eq(reviews.id, reviewId));
  const [known] = await tx.select({ fleets: reviews.fleets }).from(reviews).where(mine);
  if (known === undefined) throw notFound("review");
  // Fleets first, as everybody who changes them.
  for (const id of known.fleets.toSorted()) await lockFleet(tx, tenantId, fleetIdSchema.parse(id));
  const [row] = await tx.select().from(reviews).where(mine).for("update");
  if (row === undefined) throw notFound("review");
  if (row.decidedAt !== null || row.setAsideAt !== null) {
    throw new HubError("conflict", "This approval no longer waits: somebody decided it already.", "already-decided");
  }
  return row;
}
