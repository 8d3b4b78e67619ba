import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import { HubError, notFound } from "../hub-error.ts";
import { assignmentIdSchema, fleetIdSchema, listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { FleetId, ListingId, PersonaVersionId, TenantId } from "../ids.ts";
import { readEntitlements } from "../store/read-entitlements.ts";
import { defineCommand } from "../use-case/define.ts";
import type { AssignmentView } from "./assignment.ts";
import { readAssignment } from "./read-assignments.ts";

/**
 * Puts a version the tenant is entitled to in charge of a fleet, in shadow; the one before it ends. Assigning the version that is
 * in charge already changes nothing. Without an entitlement it is `refused` with `not-entitled`.
 */
export const assignPersona = defineCommand({
  name: "assignPersona",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema, personaVersionId: personaVersionIdSchema }),
  run: async ({ tx, actor, now }, { fleetId, personaVersionId }): Promise<AssignmentView> => {
    const { assignments } = tables;
    const { tenantId, userId } = actor;
    await bumpFleet(tx, tenantId, fleetId);
    const listingId = await listingOf(tx, personaVersionId);
    const entitled = await readEntitlements(tx, { tenantId, now, listingId });
    if (entitled.length === 0) throw new HubError("refused", "Get this Persona from the store first.", "not-entitled");
    const current = await currentOf(tx, tenantId, fleetId);
    if (current?.personaVersionId === personaVersionId) {
      return readAssignment(tx, tenantId, assignmentIdSchema.parse(current.id));
    }
    if (current !== undefined) {
      const mine = and(eq(assignments.tenantId, tenantId), eq(assignments.id, current.id));
      await tx.update(assignments).set({ endedAt: now }).where(mine);
    }
    const [made] = await tx
      .insert(assignments)
      .values({ tenantId, fleetId, listingId, personaVersionId, mode: "shadow", assignedBy: userId, assignedAt: now })
      .returning({ id: assignments.id });
    return readAssignment(tx, tenantId, assignmentIdSchema.parse(made?.id));
  },
  entityId: (assignment) => assignment.assignmentId,
});

async function listingOf(tx: Tx, personaVersionId: PersonaVersionId): Promise<ListingId> {
  const { personaVersions } = tables;
  const [version] = await tx.select().from(personaVersions).where(eq(personaVersions.id, personaVersionId));
  if (version === undefined) throw notFound("Persona version");
  return listingIdSchema.parse(version.listingId);
}

async function currentOf(
  tx: Tx,
  tenantId: TenantId,
  fleetId: FleetId,
): Promise<typeof tables.assignments.$inferSelect | undefined> {
  const { assignments } = tables;
  const [row] = await tx
    .select()
    .from(assignments)
    .where(and(eq(assignments.tenantId, tenantId), eq(assignments.fleetId, fleetId), isNull(assignments.endedAt)));
  return row;
}
