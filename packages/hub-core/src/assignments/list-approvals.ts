import { tables } from "@fleet-persona/db";
import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { assignmentIdSchema, fleetIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { ApprovalView } from "./assignment.ts";

/** Who let what act and when, newest first. */
export const listApprovals = defineQuery({
  name: "listApprovals",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema.optional() }),
  run: async ({ tx, actor }, { fleetId }): Promise<readonly ApprovalView[]> => {
    const { approvals, assignments, fleets, personaVersions, users } = tables;
    const rows = await tx
      .select()
      .from(approvals)
      .innerJoin(
        assignments,
        and(eq(assignments.tenantId, approvals.tenantId), eq(assignments.id, approvals.assignmentId)),
      )
      .innerJoin(fleets, and(eq(fleets.tenantId, approvals.tenantId), eq(fleets.id, approvals.fleetId)))
      .innerJoin(personaVersions, eq(personaVersions.id, assignments.personaVersionId))
      .innerJoin(users, eq(users.id, approvals.approvedBy))
      .where(
        and(eq(approvals.tenantId, actor.tenantId), fleetId === undefined ? undefined : eq(approvals.fleetId, fleetId)),
      )
      .orderBy(desc(approvals.approvedAt), desc(approvals.id))
      .limit(200);
    return rows.map((row) => ({
      approvalId: row.approvals.id,
      assignmentId: assignmentIdSchema.parse(row.approvals.assignmentId),
      fleetId: fleetIdSchema.parse(row.approvals.fleetId),
      fleetName: row.fleets.name,
      personaId: row.persona_versions.manifest.id,
      version: row.persona_versions.version,
      note: row.approvals.note,
      fingerprints: row.approvals.fingerprints,
      approvedBy: row.users.email,
      approvedAt: row.approvals.approvedAt.getTime(),
    }));
  },
});
