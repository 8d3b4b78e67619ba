import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { notFound } from "../hub-error.ts";
import type { FleetId, HostId, TenantId } from "../ids.ts";

/** `not-found` unless the fleet is the tenant's. */
export async function requireFleet(tx: Tx, tenantId: TenantId, fleetId: FleetId): Promise<void> {
  const { fleets } = tables;
  const mine = and(eq(fleets.tenantId, tenantId), eq(fleets.id, fleetId));
  const [row] = await tx.select({ id: fleets.id }).from(fleets).where(mine);
  if (row === undefined) throw notFound("fleet");
}

/** Keeps everybody else from changing the fleet until commit; `not-found` unless it is the tenant's. */
export async function lockFleet(tx: Tx, tenantId: TenantId, fleetId: FleetId): Promise<{ readonly slug: string }> {
  const { fleets } = tables;
  const mine = and(eq(fleets.tenantId, tenantId), eq(fleets.id, fleetId));
  const [row] = await tx.select({ slug: fleets.slug }).from(fleets).where(mine).for("update");
  if (row === undefined) throw notFound("fleet");
  return row;
}

/** The fleet's hosts by id with their names, or only the one that is named; `not-found` when that is not among them. */
export async function requireHosts(
  tx: Tx,
  tenantId: TenantId,
  { fleetId, hostId }: { fleetId: FleetId; hostId?: HostId | undefined },
): Promise<ReadonlyMap<string, string>> {
  await requireFleet(tx, tenantId, fleetId);
  const { hosts } = tables;
  const only = hostId === undefined ? undefined : eq(hosts.id, hostId);
  const rows = await tx
    .select({ id: hosts.id, name: hosts.name })
    .from(hosts)
    .where(and(eq(hosts.tenantId, tenantId), eq(hosts.fleetId, fleetId), only));
  if (hostId !== undefined && rows.length === 0) throw notFound("host");
  return new Map(rows.map((row) => [row.id, row.name]));
}
