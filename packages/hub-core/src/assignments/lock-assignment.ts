import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { HubError, notFound } from "../hub-error.ts";
import type { AssignmentId, TenantId } from "../ids.ts";

/** The row of an assignment that is still in charge, locked until commit. `conflict` when it ended already. */
export async function lockAssignment(
  tx: Tx,
  tenantId: TenantId,
  id: AssignmentId,
): Promise<typeof tables.assignments.$inferSelect> {
  const { assignments } = tables;
  const mine = and(eq(assignments.tenantId, tenantId), eq(assignments.id, id));
  const [row] = await tx.select().from(assignments).where(mine).for("update");
  if (row === undefined) throw notFound("assignment");
  if (row.endedAt !== null) throw new HubError("conflict", "This assignment has ended; assign the Persona again.");
  return row;
}
