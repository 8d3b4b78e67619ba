import { notifyContextChanged } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { requireFleet } from "../fleets/require-fleet.ts";
import type { FleetId, TenantId } from "../ids.ts";

/** Tells the gateways, once the transaction commits, that a fleet lives through something else; `not-found` without the fleet. */
export async function tellContext(tx: Tx, tenantId: TenantId, fleetId: FleetId): Promise<void> {
  await requireFleet(tx, tenantId, fleetId);
  await notifyContextChanged(tx, fleetId);
}
