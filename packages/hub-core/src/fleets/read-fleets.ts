import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, eq, isNull } from "drizzle-orm";
import { readAssignments } from "../assignments/read-assignments.ts";
import { livenessOf } from "../hosts/liveness.ts";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import type { FleetId, TenantId } from "../ids.ts";
import type { FleetView, Pause } from "./fleet.ts";

type Wanted = { readonly tenantId: TenantId; readonly now: Date; readonly fleetId?: FleetId };

/** The fleets of a tenant by name, or the one that is named. */
export async function readFleets(tx: Tx, { tenantId, now, fleetId }: Wanted): Promise<readonly FleetView[]> {
  const { assignments, fleets, hosts } = tables;
  const rows = await tx
    .select()
    .from(fleets)
    .where(and(eq(fleets.tenantId, tenantId), fleetId === undefined ? undefined : eq(fleets.id, fleetId)))
    .orderBy(asc(fleets.name), asc(fleets.id));
  const onlyFleet = fleetId === undefined ? undefined : eq(hosts.fleetId, fleetId);
  const hostRows = await tx
    .select()
    .from(hosts)
    .where(and(eq(hosts.tenantId, tenantId), onlyFleet));
  const current = await readAssignments(
    tx,
    tenantId,
    and(isNull(assignments.endedAt), fleetId === undefined ? undefined : eq(assignments.fleetId, fleetId)),
  );
  return rows.map((row) => {
    const states = hostRows.filter((host) => host.fleetId === row.id).map((host) => livenessOf(host, now));
    const online = states.filter((state) => state === "online").length;
    return {
      fleetId: fleetIdSchema.parse(row.id),
      name: row.name,
      slug: row.slug,
      revision: row.revision,
      pause: pauseOf(row, now),
      hosts: { online, offline: states.length - online },
      assignment: current.find((assignment) => assignment.fleetId === row.id) ?? null,
      createdAt: row.createdAt.getTime(),
    };
  });
}

/** One fleet of the tenant; `not-found` otherwise. */
export async function readFleet(tx: Tx, wanted: Required<Wanted>): Promise<FleetView> {
  const [fleet] = await readFleets(tx, wanted);
  if (fleet === undefined) throw notFound("fleet");
  return fleet;
}

/** Whether a fleet is paused at `now`: a pause whose time is up is over, whether or not the worker noticed. */
export function pauseOf(row: { paused: boolean; pausedUntil: Date | null }, now: Date): Pause {
  if (!row.paused || (row.pausedUntil !== null && row.pausedUntil <= now)) return { paused: false };
  return { paused: true, until: row.pausedUntil?.getTime() ?? null };
}
