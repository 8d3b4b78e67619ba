import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { Manifest } from "@fleet-persona/persona";
import { and, asc, eq, isNull, lt, sql } from "drizzle-orm";
import type { AssignmentMode } from "../assignments/assignment.ts";
import { versionId } from "../gate/gate-run.ts";
import { fleetIdSchema } from "../ids.ts";
import type { FleetId, PersonaVersionId, TenantId } from "../ids.ts";
import type { VersionRow } from "./read-version.ts";

/** A fleet on which an earlier version of a listing is in charge. */
export type RunningVersion = {
  readonly fleetId: FleetId;
  readonly personaVersionId: PersonaVersionId;
  readonly manifest: Manifest;
  readonly mode: AssignmentMode;
};

/** The fleets of a tenant that run an earlier version of the same listing, in the order in which they are locked. */
export async function readRunningVersions(
  tx: Tx,
  tenantId: TenantId,
  { listingId, version }: VersionRow,
): Promise<readonly RunningVersion[]> {
  const { assignments, personaVersions } = tables;
  const rows = await tx
    .select({
      fleetId: assignments.fleetId,
      id: personaVersions.id,
      manifest: personaVersions.manifest,
      mode: assignments.mode,
    })
    .from(assignments)
    .innerJoin(personaVersions, eq(personaVersions.id, assignments.personaVersionId))
    .where(
      and(
        eq(assignments.tenantId, tenantId),
        eq(assignments.listingId, listingId),
        isNull(assignments.endedAt),
        lt(personaVersions.version, version),
      ),
    )
    .orderBy(asc(assignments.fleetId));
  return rows.map(({ fleetId, id, manifest, mode }) => ({
    fleetId: fleetIdSchema.parse(fleetId),
    personaVersionId: versionId(id),
    manifest,
    mode,
  }));
}

/** Whether somebody, or the policy, has said anything about a version on a fleet already, or is asked to. */
export async function isSpokenFor(
  tx: Tx,
  { tenantId, fleetId, personaVersionId }: { tenantId: TenantId; fleetId: FleetId; personaVersionId: PersonaVersionId },
): Promise<boolean> {
  const { reviewRequests: requests, reviews } = tables;
  const [review] = await tx
    .select({ id: reviews.id })
    .from(reviews)
    .where(
      and(
        eq(reviews.tenantId, tenantId),
        eq(reviews.personaVersionId, personaVersionId),
        isNull(reviews.setAsideAt),
        sql`${reviews.fleets} @> array[${fleetId}]::uuid[]`,
      ),
    )
    .limit(1);
  if (review !== undefined) return true;
  const [request] = await tx
    .select({ id: requests.id })
    .from(requests)
    .where(
      and(
        eq(requests.tenantId, tenantId),
        eq(requests.personaVersionId, personaVersionId),
        eq(requests.fleetId, fleetId),
        isNull(requests.closedAt),
      ),
    )
    .limit(1);
  return request !== undefined;
}
