import { tables, withTenant } from "@fleet-persona/db";
import { canonicalBytes } from "@fleet-persona/persona";
import type { FleetValues } from "@fleet-persona/protocol";
import { and, eq } from "drizzle-orm";
import type { HostKey } from "../agents/host-key.ts";
import type { Deps } from "../deps.ts";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import { HubError } from "../hub-error.ts";
import { isStorableJson } from "../text.ts";
import { fleetOf } from "./take-fleet-lease.ts";

// What every host's state repeats is bounded.
const mostValues = 64;

/**
 * Keeps what a fleet's leader decided and tells its hosts. `refused` with `not-leader` unless the epoch is the lease's and the host
 * its holder; one that was overtaken by a later one of the same leader changes nothing.
 */
export async function publishFleetValues(
  deps: Deps,
  host: HostKey,
  { epoch, seq, at, values }: Omit<FleetValues, "type">,
): Promise<void> {
  if (!isStorableJson(values) || Object.keys(values).length > mostValues)
    throw new HubError("invalid-input", `values: more than ${mostValues}, or not storable`, "values");
  const { fleetLeases: leases } = tables;
  await withTenant(deps.db, host.tenantId, async (tx) => {
    const fleetId = await fleetOf(tx, host);
    const mine = and(eq(leases.tenantId, host.tenantId), eq(leases.fleetId, fleetId));
    const [lease] = await tx.select().from(leases).where(mine).for("update");
    if (lease === undefined || lease.holder !== host.hostId || lease.epoch !== epoch)
      throw new HubError("refused", "This host does not lead its fleet in this epoch.", "not-leader");
    // A leader that was restarted counts from one again; its clock tells its newer word from a repeated one.
    if (seq <= lease.valuesSeq && at <= lease.valuesAt) return;
    if (Buffer.compare(canonicalBytes(values), canonicalBytes(lease.fleetValues)) === 0) return;
    const valuesSeq = Math.max(seq, lease.valuesSeq + 1);
    await tx.update(leases).set({ fleetValues: values, valuesSeq, valuesAt: at }).where(mine);
    await bumpFleet(tx, host.tenantId, fleetId);
  });
}
