import { tables } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { followAssignment } from "../config/write-config.ts";
import { requireNoExperiment } from "../experiments/require-no-experiment.ts";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import { assignmentIdSchema, fleetIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import type { AssignmentView } from "./assignment.ts";
import { lockAssignment } from "./lock-assignment.ts";
import { readAssignment } from "./read-assignments.ts";

/** Ends an assignment; the fleet then has no Persona. What a review allows it still allows. */
export const unassignPersona = defineCommand({
  name: "unassignPersona",
  scope: "operator",
  input: z.strictObject({ assignmentId: assignmentIdSchema }),
  run: async ({ tx, actor, now }, { assignmentId }): Promise<AssignmentView> => {
    const { assignments } = tables;
    const row = await lockAssignment(tx, actor.tenantId, assignmentId);
    const fleetId = fleetIdSchema.parse(row.fleetId);
    await requireNoExperiment(tx, actor.tenantId, fleetId);
    const mine = and(eq(assignments.tenantId, actor.tenantId), eq(assignments.id, assignmentId));
    await tx.update(assignments).set({ endedAt: now }).where(mine);
    await bumpFleet(tx, actor.tenantId, fleetId);
    await followAssignment(tx, { ...actor, fleetId, now, note: "Took the Persona off the fleet" });
    return readAssignment(tx, actor.tenantId, assignmentId);
  },
  entityId: (assignment) => assignment.assignmentId,
});
