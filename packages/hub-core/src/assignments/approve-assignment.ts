import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { followAssignment } from "../config/write-config.ts";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import { HubError } from "../hub-error.ts";
import { assignmentIdSchema, fleetIdSchema } from "../ids.ts";
import { requireNotRevoked } from "../lifecycle/require-beginnable.ts";
import { proseSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import type { AssignmentView } from "./assignment.ts";
import { lockAssignment } from "./lock-assignment.ts";
import { readAssignment } from "./read-assignments.ts";

/** Lets an assignment act: mode active, and the publisher keys that signed it are pinned for the tenant. Admins and owners only. */
export const approveAssignment = defineCommand({
  name: "approveAssignment",
  scope: "admin",
  input: z.strictObject({ assignmentId: assignmentIdSchema, note: proseSchema(2_000).default("") }),
  run: async ({ tx, actor, now }, { assignmentId, note }): Promise<AssignmentView> => {
    const { tenantId, userId } = actor;
    const row = await lockAssignment(tx, tenantId, assignmentId);
    const fleetId = fleetIdSchema.parse(row.fleetId);
    await requireNotRevoked(tx, row.personaVersionId);
    const { personaId, signedBy } = await readAssignment(tx, tenantId, assignmentId);
    const pins = await signingKeys(tx, signedBy);
    if (pins.length === 0) {
      throw new HubError("refused", `Every key that signed ${personaId} has been revoked.`, "key-unknown");
    }
    const publisherSlug = personaId.slice(0, personaId.indexOf("/"));
    await tx
      .insert(tables.publisherPins)
      .values(pins.map((pin) => ({ ...pin, tenantId, publisherSlug, pinnedAt: now })))
      .onConflictDoNothing();
    const fingerprints = pins.map((pin) => pin.fingerprint);
    await tx
      .insert(tables.approvals)
      .values({ tenantId, assignmentId, fleetId, note, fingerprints, approvedBy: userId, approvedAt: now });
    const mine = and(eq(tables.assignments.tenantId, tenantId), eq(tables.assignments.id, assignmentId));
    await tx.update(tables.assignments).set({ mode: "active", approvedAt: now }).where(mine);
    await bumpFleet(tx, tenantId, fleetId);
    await followAssignment(tx, { tenantId, fleetId, userId, now, note: note || `Approved ${personaId}` });
    return readAssignment(tx, tenantId, assignmentId);
  },
  entityId: (assignment) => assignment.assignmentId,
});

async function signingKeys(
  tx: Tx,
  fingerprints: readonly string[],
): Promise<readonly { fingerprint: string; publicKey: Uint8Array }[]> {
  const { publisherKeys } = tables;
  return tx
    .select({ fingerprint: publisherKeys.fingerprint, publicKey: publisherKeys.publicKey })
    .from(publisherKeys)
    .where(and(inArray(publisherKeys.fingerprint, [...fingerprints]), isNull(publisherKeys.revokedAt)));
}
