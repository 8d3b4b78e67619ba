import { tables } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { followAssignment } from "../config/write-config.ts";
import { requireNoExperiment } from "../experiments/require-no-experiment.ts";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import { HubError } from "../hub-error.ts";
import { assignmentIdSchema, fleetIdSchema } from "../ids.ts";
import { requireNotRevoked } from "../lifecycle/require-beginnable.ts";
import { defineCommand } from "../use-case/define.ts";
import type { AssignmentView } from "./assignment.ts";
import { lockAssignment } from "./lock-assignment.ts";
import { readAssignment } from "./read-assignments.ts";

/** Switches between shadow and active; active is `forbidden` unless a review lets the version act here. */
export const setAssignmentMode = defineCommand({
  name: "setAssignmentMode",
  scope: "operator",
  input: z.strictObject({ assignmentId: assignmentIdSchema, mode: z.enum(["shadow", "active"]) }),
  run: async ({ tx, actor, now }, { assignmentId, mode }): Promise<AssignmentView> => {
    const { assignments } = tables;
    const row = await lockAssignment(tx, actor.tenantId, assignmentId);
    const fleetId = fleetIdSchema.parse(row.fleetId);
    await requireNoExperiment(tx, actor.tenantId, fleetId);
    if (mode === "active" && row.approvedAt === null) {
      throw new HubError("forbidden", "An admin has to approve this version as active before it may act.");
    }
    if (mode === "active") await requireNotRevoked(tx, row.personaVersionId);
    const mine = and(eq(assignments.tenantId, actor.tenantId), eq(assignments.id, assignmentId));
    await tx.update(assignments).set({ mode }).where(mine);
    await bumpFleet(tx, actor.tenantId, fleetId);
    await followAssignment(tx, { ...actor, fleetId, now, note: `Switched to ${mode}` });
    return readAssignment(tx, actor.tenantId, assignmentId);
  },
  entityId: (assignment) => assignment.assignmentId,
});
