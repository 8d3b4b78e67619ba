import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { Manifest } from "@fleet-persona/persona";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { followAssignment } from "../config/write-config.ts";
import type { Change } from "../config/write-config.ts";
import { readFit } from "../fit/read-fit.ts";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import { HubError, notFound } from "../hub-error.ts";
import { assignmentIdSchema, fleetIdSchema, listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { FleetId, ListingId, PersonaVersionId, TenantId } from "../ids.ts";
import { requireBeginnable } from "../lifecycle/require-beginnable.ts";
import { readEntitlements } from "../store/read-entitlements.ts";
import { defineCommand } from "../use-case/define.ts";
import type { AssignmentView } from "./assignment.ts";
import { beginAssignment } from "./begin-assignment.ts";
import { readAssignment } from "./read-assignments.ts";

/**
 * Puts a version the tenant is entitled to in charge of a fleet, in shadow; the one before it ends. Assigning the version that is
 * in charge already changes nothing. Without an entitlement it is `refused` with `not-entitled`; when a required signal is known
 * to be missing, with `signals-missing: <names>`, unless `acceptMissing`; a version that was taken back, with `version-yanked` or
 * `version-revoked`.
 */
export const assignPersona = defineCommand({
  name: "assignPersona",
  scope: "operator",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    personaVersionId: personaVersionIdSchema,
    acceptMissing: z.boolean().default(false),
  }),
  run: async ({ tx, actor, now }, { fleetId, personaVersionId, acceptMissing }): Promise<AssignmentView> => {
    const { tenantId, userId } = actor;
    await bumpFleet(tx, tenantId, fleetId);
    const { listingId, manifest } = await versionOf(tx, personaVersionId);
    const entitled = await readEntitlements(tx, { tenantId, now, listingId });
    if (entitled.length === 0) throw new HubError("refused", "Get this Persona from the store first.", "not-entitled");
    const current = await currentOf(tx, tenantId, fleetId);
    if (current?.personaVersionId === personaVersionId) {
      return readAssignment(tx, tenantId, assignmentIdSchema.parse(current.id));
    }
    await requireBeginnable(tx, personaVersionId);
    if (!acceptMissing) refuseMissing(await readFit(tx, { tenantId, fleetId, now, manifest }));
    const note = `Put ${manifest.id} version ${manifest.version} in charge`;
    const change: Change = { tenantId, fleetId, userId, now, note };
    const assignmentId = await beginAssignment(tx, change, { personaVersionId, listingId });
    await followAssignment(tx, change);
    return readAssignment(tx, tenantId, assignmentId);
  },
  entityId: (assignment) => assignment.assignmentId,
});

function refuseMissing({ missing }: { readonly missing: readonly string[] }): void {
  if (missing.length === 0) return;
  const names = missing.join(", ");
  const message = `This Persona requires ${names}, and as far as the hub is told, no host or source of this fleet supplies it.`;
  throw new HubError("refused", message, `signals-missing: ${names}`);
}

async function versionOf(
  tx: Tx,
  personaVersionId: PersonaVersionId,
): Promise<{ readonly listingId: ListingId; readonly manifest: Manifest }> {
  const { personaVersions } = tables;
  const [version] = await tx.select().from(personaVersions).where(eq(personaVersions.id, personaVersionId));
  if (version === undefined) throw notFound("Persona version");
  return { listingId: listingIdSchema.parse(version.listingId), manifest: version.manifest };
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
