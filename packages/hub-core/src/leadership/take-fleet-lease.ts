import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { Lease } from "@fleet-persona/protocol";
import { and, eq } from "drizzle-orm";
import type { HostKey } from "../agents/host-key.ts";
import { appendAudit } from "../audit/append-audit.ts";
import type { Deps } from "../deps.ts";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import type { FleetId } from "../ids.ts";
import { databaseClock } from "./lease-clock.ts";
import type { LeaseClock } from "./lease-clock.ts";
import { leaseTerms } from "./lease-terms.ts";

/**
 * Answers a host that asks to lead its fleet: it gets the lease when it holds it already, when nobody ever did, or when the
 * holder's has run out with grace and margin. Whoever gets it, the answer names the holder. The epoch rises with every change of holder.
 */
export async function takeFleetLease(
  deps: Deps,
  host: HostKey,
  { askedAt }: { askedAt: number },
  clock: LeaseClock = databaseClock,
): Promise<Omit<Lease, "type">> {
  const { ttlMs, graceMs } = leaseTerms;
  return withTenant(deps.db, host.tenantId, async (tx) => {
    const fleetId = await fleetOf(tx, host);
    // Read before the row is locked: waiting for another asker can only make it earlier, which errs on the safe side.
    const now = await clock(tx);
    const { epoch, holder, changed } = await settle(tx, { host, fleetId, now });
    if (changed) await announce(tx, deps, { host, fleetId, epoch });
    return { fleetId, epoch, holder, ttlMs, graceMs, askedAt };
  });
}

/** The fleet a host belongs to; `not-found` when the host is gone. */
export async function fleetOf(tx: Tx, { tenantId, hostId }: HostKey): Promise<FleetId> {
  const { hosts } = tables;
  const [row] = await tx
    .select({ fleetId: hosts.fleetId })
    .from(hosts)
    .where(and(eq(hosts.tenantId, tenantId), eq(hosts.id, hostId)));
  if (row === undefined) throw notFound("host");
  return fleetIdSchema.parse(row.fleetId);
}

type Asked = { readonly host: HostKey; readonly fleetId: FleetId; readonly now: Date };
type Settled = { readonly epoch: number; readonly holder: string | null; readonly changed: boolean };

async function settle(tx: Tx, { host: { tenantId, hostId }, fleetId, now }: Asked): Promise<Settled> {
  const { fleetLeases: leases } = tables;
  const expiresAt = new Date(now.getTime() + leaseTerms.ttlMs);
  const mine = and(eq(leases.tenantId, tenantId), eq(leases.fleetId, fleetId));
  const first = await tx
    .insert(leases)
    .values({ tenantId, fleetId, epoch: 1, holder: hostId, expiresAt })
    .onConflictDoNothing()
    .returning({ epoch: leases.epoch });
  if (first.length > 0) return { epoch: 1, holder: hostId, changed: true };
  const [lease] = await tx.select().from(leases).where(mine).for("update");
  if (lease === undefined) throw new TypeError("A lease that conflicted is there.");
  if (lease.holder === hostId) {
    // Never shorter than before: the holder counts from each of its questions.
    const later = lease.expiresAt > expiresAt ? lease.expiresAt : expiresAt;
    await tx.update(leases).set({ expiresAt: later }).where(mine);
    return { epoch: lease.epoch, holder: hostId, changed: false };
  }
  const free = lease.expiresAt.getTime() + leaseTerms.graceMs + leaseTerms.marginMs;
  if (lease.holder !== null && now.getTime() <= free)
    return { epoch: lease.epoch, holder: lease.holder, changed: false };
  const epoch = lease.epoch + 1;
  await tx.update(leases).set({ epoch, holder: hostId, expiresAt }).where(mine);
  return { epoch, holder: hostId, changed: true };
}

type Change = { readonly host: HostKey; readonly fleetId: FleetId; readonly epoch: number };

// Everybody hears who leads now, so that whatever an older epoch says is ignored.
async function announce(tx: Tx, deps: Deps, { host: { tenantId, hostId }, fleetId, epoch }: Change): Promise<void> {
  await bumpFleet(tx, tenantId, fleetId);
  const fact = { tenantId, at: deps.now(), actor: `host:${hostId}`, command: "takeFleetLease", entityId: fleetId };
  await appendAudit(tx, { ...fact, details: { epoch } });
}
