import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import type { Change } from "../config/write-config.ts";
import { assignmentIdSchema } from "../ids.ts";
import type { AssignmentId, ListingId, PersonaVersionId } from "../ids.ts";
import { askToTendTrust } from "../trust/tend-request.ts";

type Version = {
  readonly personaVersionId: PersonaVersionId;
  readonly listingId: ListingId;
  /** The review that allows it lets it act, too. */
  readonly mayAct: boolean;
};

/** Puts a version in charge of a fleet, in shadow; the one before it ends. That a review allows it is for the caller to have checked. */
export async function beginAssignment(
  tx: Tx,
  { tenantId, fleetId, userId, now }: Change,
  { personaVersionId, listingId, mayAct }: Version,
): Promise<AssignmentId> {
  const { assignments } = tables;
  const approvedAt = mayAct ? now : null;
  const current = and(
    eq(assignments.tenantId, tenantId),
    eq(assignments.fleetId, fleetId),
    isNull(assignments.endedAt),
  );
  await tx.update(assignments).set({ endedAt: now }).where(current);
  const [made] = await tx
    .insert(assignments)
    .values({
      tenantId,
      fleetId,
      listingId,
      personaVersionId,
      mode: "shadow",
      assignedBy: userId,
      assignedAt: now,
      approvedAt,
    })
    .returning({ id: assignments.id });
  // The fleet may have no lease for it yet.
  await askToTendTrust(tx);
  return assignmentIdSchema.parse(made?.id);
}
