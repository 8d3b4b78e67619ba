import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { followAssignment } from "../config/write-config.ts";
import type { Change } from "../config/write-config.ts";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import { lockFleet } from "../fleets/require-fleet.ts";
import { personaVersionIdSchema } from "../ids.ts";
import type { PersonaVersionId } from "../ids.ts";
import { proseSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import { readReview } from "./read-reviews.ts";
import { readVersion } from "./read-version.ts";
import { closeRequests } from "./requests.ts";
import { reviewFleetsSchema, reviewIdSchema } from "./review.ts";
import type { ReviewView } from "./review.ts";
import { setAsideWaiting } from "./waiting-reviews.ts";

/** An admin's no to a version for some fleets, with the reason. Where it is in charge it is taken off; it may not come back there. */
export const refuseVersion = defineCommand({
  name: "refuseVersion",
  scope: "admin",
  input: z.strictObject({
    personaVersionId: personaVersionIdSchema,
    fleetIds: reviewFleetsSchema,
    note: proseSchema(2_000).refine((note) => note.length > 0, "say why"),
  }),
  run: async ({ tx, actor, now }, { personaVersionId, fleetIds, note }): Promise<ReviewView> => {
    const { tenantId, userId } = actor;
    for (const fleetId of fleetIds) await lockFleet(tx, tenantId, fleetId);
    const { listingId } = await readVersion(tx, personaVersionId);
    const decided = { tenantId, listingId, personaVersionId, fleetIds, now };
    await setAsideWaiting(tx, decided);
    const [made] = await tx
      .insert(tables.reviews)
      .values({
        tenantId,
        listingId,
        personaVersionId,
        fleets: [...fleetIds],
        decision: "refuse",
        note,
        fingerprints: [],
        reviewedBy: userId,
        reviewedAt: now,
        decidedAt: now,
      })
      .returning({ id: tables.reviews.id });
    for (const fleetId of fleetIds) {
      await takeOff(tx, { tenantId, fleetId, userId, now, note: `Refused: ${note}`.slice(0, 2_000) }, personaVersionId);
    }
    await closeRequests(tx, decided);
    return readReview(tx, tenantId, reviewIdSchema.parse(made?.id));
  },
  entityId: (review) => review.reviewId,
  details: (input, { personaId, version }) => ({ ...input, personaId, version }),
});

async function takeOff(tx: Tx, change: Change, personaVersionId: PersonaVersionId): Promise<void> {
  const { assignments } = tables;
  const { tenantId, fleetId, now } = change;
  const ended = await tx
    .update(assignments)
    .set({ endedAt: now })
    .where(
      and(
        eq(assignments.tenantId, tenantId),
        eq(assignments.fleetId, fleetId),
        eq(assignments.personaVersionId, personaVersionId),
        isNull(assignments.endedAt),
      ),
    )
    .returning({ id: assignments.id });
  if (ended.length === 0) return;
  await bumpFleet(tx, tenantId, fleetId);
  await followAssignment(tx, change);
}
