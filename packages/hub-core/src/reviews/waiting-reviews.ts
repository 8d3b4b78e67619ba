import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, arrayOverlaps, eq, isNull } from "drizzle-orm";
import type { FleetId, PersonaVersionId, TenantId } from "../ids.ts";

type Decided = {
  readonly tenantId: TenantId;
  readonly personaVersionId: PersonaVersionId;
  readonly fleetIds: readonly FleetId[];
  readonly now: Date;
};

/** Puts away approvals that wait for a second admin, where somebody decides about the same fleets anew. */
export async function setAsideWaiting(tx: Tx, { tenantId, personaVersionId, fleetIds, now }: Decided): Promise<void> {
  const { reviews } = tables;
  await tx
    .update(reviews)
    .set({ setAsideAt: now })
    .where(
      and(
        eq(reviews.tenantId, tenantId),
        eq(reviews.personaVersionId, personaVersionId),
        isNull(reviews.decidedAt),
        isNull(reviews.setAsideAt),
        arrayOverlaps(reviews.fleets, [...fleetIds]),
      ),
    );
}
