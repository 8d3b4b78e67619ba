import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { Leadership } from "@fleet-persona/protocol";
import { and, eq } from "drizzle-orm";
import type { FleetId, TenantId } from "../ids.ts";

/** What the leader of a fleet decided last; epoch 0 while nobody ever led. */
export async function readLeadership(tx: Tx, tenantId: TenantId, fleetId: FleetId): Promise<Leadership> {
  const { fleetLeases: leases } = tables;
  const [lease] = await tx
    .select()
    .from(leases)
    .where(and(eq(leases.tenantId, tenantId), eq(leases.fleetId, fleetId)));
  if (lease === undefined) return { epoch: 0, holder: null, seq: 0, values: {} };
  const { epoch, holder, valuesSeq, fleetValues } = lease;
  return { epoch, holder, seq: valuesSeq, values: fleetValues };
}
