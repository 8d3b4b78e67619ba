import { notifyFleetChanged, tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, sql } from "drizzle-orm";
import { notFound } from "../hub-error.ts";
import type { FleetId, TenantId } from "../ids.ts";

type PauseColumns = { readonly paused: boolean; readonly pausedUntil: Date | null };

/** Raises the fleet's revision, tells the gateways at commit, and locks the fleet until then; `not-found` when there is none. */
export async function bumpFleet(tx: Tx, tenantId: TenantId, fleetId: FleetId, pause?: PauseColumns): Promise<void> {
  const { fleets } = tables;
  const bumped = await tx
    .update(fleets)
    .set({ revision: sql`${fleets.revision} + 1`, ...pause })
    .where(and(eq(fleets.tenantId, tenantId), eq(fleets.id, fleetId)))
    .returning({ id: fleets.id });
  if (bumped.length === 0) throw notFound("fleet");
  await notifyFleetChanged(tx, fleetId);
}
