import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, eq, isNull, max } from "drizzle-orm";
import { readAssignments } from "../assignments/read-assignments.ts";
import type { PauseView } from "../control/control.ts";
import { readKillSwitches, readLeaders, readPauses } from "../control/read-control.ts";
import { livenessOf } from "../hosts/liveness.ts";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import type { FleetId, TenantId } from "../ids.ts";
import { concerning, readAdvisories } from "../lifecycle/advisory.ts";
import type { FleetView, Pause } from "./fleet.ts";

type Wanted = { readonly tenantId: TenantId; readonly now: Date; readonly fleetId?: FleetId };

/** The fleets of a tenant by name, or the one that is named. */
export async function readFleets(tx: Tx, wanted: Wanted): Promise<readonly FleetView[]> {
  const { assignments, fleets, hosts } = tables;
  const { tenantId, now, fleetId } = wanted;
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
  const switches = await readKillSwitches(tx, wanted);
  const leaders = await readLeaders(tx, wanted);
  const versions = await readConfigVersions(tx, wanted);
  const allPauses = await readPauses(tx, wanted);
  const advisories = await readAdvisories(
    tx,
    current.map(({ listingId }) => listingId),
  );
  return rows.map((row) => {
    const states = hostRows.filter((host) => host.fleetId === row.id).map((host) => livenessOf(host, now));
    const online = states.filter((state) => state === "online").length;
    const pauses = allPauses.filter((pause) => pause.fleetId === row.id).map(({ view }) => view);
    const assignment = current.find((one) => one.fleetId === row.id) ?? null;
    return {
      fleetId: fleetIdSchema.parse(row.id),
      name: row.name,
      slug: row.slug,
      revision: row.revision,
      pause: pauseOf(row, pauses, now),
      pauses,
      killSwitch: switches.find((found) => found.fleetId === row.id)?.view ?? null,
      configVersion: versions.get(row.id) ?? 0,
      leader: leaders.find((found) => found.fleetId === row.id)?.view ?? null,
      hosts: { online, offline: states.length - online },
      assignment,
      advisories: assignment === null ? [] : concerning(advisories, assignment),
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

async function readConfigVersions(tx: Tx, { tenantId, fleetId }: Wanted): Promise<ReadonlyMap<string, number>> {
  const { fleetConfigs: configs } = tables;
  const rows = await tx
    .select({ fleetId: configs.fleetId, version: max(configs.version) })
    .from(configs)
    .where(and(eq(configs.tenantId, tenantId), fleetId === undefined ? undefined : eq(configs.fleetId, fleetId)))
    .groupBy(configs.fleetId);
  return new Map(rows.map((row) => [row.fleetId, row.version ?? 0]));
}

type Switch = { readonly paused: boolean; readonly pausedUntil: Date | null };

/** Whether everything is paused at `now`: a pause whose time is up is over, whether or not the worker noticed. */
export function pauseOf(row: Switch, pauses: readonly PauseView[], now: Date): Pause {
  const ends = pauses.filter(({ scope }) => scope.kind === "all").map(({ until }) => until);
  if (row.paused && (row.pausedUntil === null || row.pausedUntil > now)) ends.push(row.pausedUntil?.getTime() ?? null);
  if (ends.length === 0) return { paused: false };
  return { paused: true, until: ends.includes(null) ? null : Math.max(...ends.map(Number)) };
}
