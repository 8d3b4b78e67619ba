import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { lockFleet } from "../fleets/require-fleet.ts";
import { HubError, notFound } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import type { AssignmentId, TenantId } from "../ids.ts";

/** The row of an assignment that is still in charge, locked until commit together with its fleet. `conflict` when it ended already. */
export async function lockAssignment(
  tx: Tx,
  tenantId: TenantId,
  id: AssignmentId,
): Promise<typeof tables.assignments.$inferSelect> {
  const { assignments } = tables;
  const mine = and(eq(assignments.tenantId, tenantId), eq(assignments.id, id));
  const [known] = await tx.select({ fleetId: assignments.fleetId }).from(assignments).where(mine);
  if (known === undefined) throw notFound("assignment");
  // Fleet first, as everybody does: two writers that lock in another order would wait for each other.
  await lockFleet(tx, tenantId, fleetIdSchema.parse(known.fleetId));
  const [row] = await tx.select().from(assignments).where(mine).for("update");
  if (row === undefined) throw notFound("assignment");
  if (row.endedAt !== null) throw new HubError("conflict", "This assignment has ended; assign the Persona again.");
  return row;
}
