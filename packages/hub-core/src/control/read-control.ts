import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, desc, eq, gt, isNull, or } from "drizzle-orm";
import type { FleetId, TenantId } from "../ids.ts";
import { leaseTerms } from "../leadership/lease-terms.ts";
import { pauseScopeSchema } from "./control.ts";
import type { KillSwitchView, LeaderView, PauseView } from "./control.ts";

type Wanted = { readonly tenantId: TenantId; readonly now: Date; readonly fleetId?: FleetId | undefined };
type OfFleet<T> = { readonly fleetId: string; readonly view: T };

/** The engaged kill switches of a tenant, or of one fleet. */
export async function readKillSwitches(
  tx: Tx,
  { tenantId, fleetId }: Wanted,
): Promise<readonly OfFleet<KillSwitchView>[]> {
  const { fleetKillSwitches: switches, users } = tables;
  const only = fleetId === undefined ? undefined : eq(switches.fleetId, fleetId);
  const rows = await tx
    .select({ row: switches, email: users.email })
    .from(switches)
    .innerJoin(users, eq(users.id, switches.engagedBy))
    .where(and(eq(switches.tenantId, tenantId), isNull(switches.releasedAt), only));
  return rows.map(({ row, email }) => ({
    fleetId: row.fleetId,
    view: { reason: row.reason, engagedBy: email, engagedAt: row.engagedAt.getTime() },
  }));
}

/** The pauses of a tenant, or of one fleet, that hold at `now`, oldest first. */
export async function readPauses(tx: Tx, { tenantId, now, fleetId }: Wanted): Promise<readonly OfFleet<PauseView>[]> {
  const { fleetPauses: pauses, users } = tables;
  const rows = await tx
    .select({ row: pauses, email: users.email })
    .from(pauses)
    .innerJoin(users, eq(users.id, pauses.createdBy))
    .where(
      and(
        eq(pauses.tenantId, tenantId),
        isNull(pauses.endedAt),
        or(isNull(pauses.until), gt(pauses.until, now)),
        fleetId === undefined ? undefined : eq(pauses.fleetId, fleetId),
      ),
    )
    .orderBy(asc(pauses.createdAt), asc(pauses.id));
  return rows.map(({ row, email }) => ({
    fleetId: row.fleetId,
    view: {
      pauseId: row.id,
      scope: scopeOf(row),
      until: row.until?.getTime() ?? null,
      createdBy: email,
      createdAt: row.createdAt.getTime(),
    },
  }));
}

function scopeOf({ kind, direction, attribute }: typeof tables.fleetPauses.$inferSelect): PauseView["scope"] {
  if (kind === "all") return { kind };
  return pauseScopeSchema.parse(kind === "direction" ? { kind, direction } : { kind, attribute });
}

/** The hosts that lead a tenant's fleets, or one of them, at `now`. */
export async function readLeaders(tx: Tx, { tenantId, now, fleetId }: Wanted): Promise<readonly OfFleet<LeaderView>[]> {
  const { fleetLeases: leases, hosts } = tables;
  const overSince = new Date(now.getTime() - leaseTerms.graceMs);
  const rows = await tx
    .select({ lease: leases, hostName: hosts.name })
    .from(leases)
    .innerJoin(hosts, and(eq(hosts.tenantId, leases.tenantId), eq(hosts.id, leases.holder)))
    .where(
      and(
        eq(leases.tenantId, tenantId),
        gt(leases.expiresAt, overSince),
        fleetId === undefined ? undefined : eq(leases.fleetId, fleetId),
      ),
    );
  return rows.map(({ lease, hostName }) => ({
    fleetId: lease.fleetId,
    view: {
      hostId: lease.holder ?? "",
      hostName,
      epoch: lease.epoch,
      until: lease.expiresAt.getTime() + leaseTerms.graceMs,
    },
  }));
}

/** When each attribute of a fleet was said to be steered again, the newest 64; `*` stands for all. */
export async function readResumptions(tx: Tx, tenantId: TenantId, fleetId: FleetId): Promise<Record<string, number>> {
  const { attributeResumptions: resumptions } = tables;
  const rows = await tx
    .select()
    .from(resumptions)
    .where(and(eq(resumptions.tenantId, tenantId), eq(resumptions.fleetId, fleetId)))
    .orderBy(desc(resumptions.resumedAt))
    .limit(64);
  return Object.fromEntries(rows.map((row) => [row.attribute, row.resumedAt.getTime()]));
}
