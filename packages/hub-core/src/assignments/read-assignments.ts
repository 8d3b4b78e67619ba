import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { notFound } from "../hub-error.ts";
import { assignmentIdSchema, fleetIdSchema, listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { AssignmentId, TenantId } from "../ids.ts";
import { offered, readVersionStates } from "../lifecycle/read-version-states.ts";
import type { AssignmentView } from "./assignment.ts";

/** Assignments of a tenant, newest first. */
export async function readAssignments(
  tx: Tx,
  tenantId: TenantId,
  where: SQL | undefined,
): Promise<readonly AssignmentView[]> {
  const { assignments, personaVersions } = tables;
  const rows = await tx
    .select()
    .from(assignments)
    .innerJoin(personaVersions, eq(personaVersions.id, assignments.personaVersionId))
    .where(and(eq(assignments.tenantId, tenantId), where))
    .orderBy(desc(assignments.assignedAt), desc(assignments.id));
  const states = await readVersionStates(
    tx,
    rows.map((row) => row.persona_versions.id),
  );
  return rows.map(({ assignments: row, persona_versions: version }) => ({
    assignmentId: assignmentIdSchema.parse(row.id),
    fleetId: fleetIdSchema.parse(row.fleetId),
    listingId: listingIdSchema.parse(row.listingId),
    personaVersionId: personaVersionIdSchema.parse(row.personaVersionId),
    personaId: version.manifest.id,
    title: version.manifest.name,
    version: version.version,
    digest: version.digest,
    signedBy: version.signedBy,
    versionState: states.get(version.id) ?? offered,
    mode: row.mode,
    approvedAt: row.approvedAt?.getTime() ?? null,
    assignedAt: row.assignedAt.getTime(),
    endedAt: row.endedAt?.getTime() ?? null,
  }));
}

/** One assignment of the tenant; `not-found` otherwise. */
export async function readAssignment(tx: Tx, tenantId: TenantId, id: AssignmentId): Promise<AssignmentView> {
  const [assignment] = await readAssignments(tx, tenantId, eq(tables.assignments.id, id));
  if (assignment === undefined) throw notFound("assignment");
  return assignment;
}
