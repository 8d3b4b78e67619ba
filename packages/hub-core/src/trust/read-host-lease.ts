import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq, lt, sql } from "drizzle-orm";
import type { HostKey } from "../agents/host-key.ts";
import { runnableVersions } from "../agents/runnable-versions.ts";
import type { Deps } from "../deps.ts";
import { HubError, notFound } from "../hub-error.ts";
import { whileDisputed } from "../reviews/read-version.ts";

// A host that has not asked for so long gives its seat back.
const SEAT_KEPT_MS = 24 * 3_600_000;

/**
 * The newest lease for a bundle that a host may run, and a seat of it for the host. `not-found` before there is one;
 * `refused` with
 * `seats-exhausted` when every seat is another host's, with `payment-disputed` while nothing new may begin.
 */
export async function readHostLease(
  deps: Deps,
  { tenantId, hostId, digest }: HostKey & { digest: string },
): Promise<Uint8Array> {
  const now = deps.now();
  return withTenant(deps.db, tenantId, async (tx) => {
    const { hosts, personaLeases, personaVersions } = tables;
    const runnable = runnableVersions(tx);
    const [lease] = await tx
      .select({
        envelope: personaLeases.envelope,
        seats: personaLeases.seats,
        fleetId: personaLeases.fleetId,
        listingId: personaLeases.listingId,
      })
      .from(hosts)
      .innerJoin(runnable, and(eq(runnable.tenantId, hosts.tenantId), eq(runnable.fleetId, hosts.fleetId)))
      .innerJoin(personaVersions, eq(personaVersions.id, runnable.personaVersionId))
      .innerJoin(
        personaLeases,
        and(
          eq(personaLeases.tenantId, runnable.tenantId),
          eq(personaLeases.fleetId, runnable.fleetId),
          eq(personaLeases.listingId, runnable.listingId),
        ),
      )
      .where(and(eq(hosts.tenantId, tenantId), eq(hosts.id, hostId), eq(personaVersions.digest, digest)))
      .orderBy(desc(personaLeases.serial))
      .limit(1);
    if (lease === undefined) throw notFound("lease");
    await takeSeat(tx, { ...lease, tenantId, hostId, now });
    return lease.envelope;
  });
}

type Seat = HostKey & {
  readonly fleetId: string;
  readonly listingId: string;
  readonly seats: number | null;
  readonly now: Date;
};

// Seats are the tenant's, over all its fleets. A host that has one keeps it, whatever was reduced or disputed since: nothing that runs is
// broken by money.
async function takeSeat(tx: Tx, { tenantId, hostId, fleetId, listingId, seats, now }: Seat): Promise<void> {
  const { leaseSeats } = tables;
  const ours = and(eq(leaseSeats.tenantId, tenantId), eq(leaseSeats.listingId, listingId));
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`seats/${tenantId}/${listingId}`}, 0))`);
  await tx.delete(leaseSeats).where(and(ours, lt(leaseSeats.seenAt, new Date(now.getTime() - SEAT_KEPT_MS))));
  const taken = await tx.select({ hostId: leaseSeats.hostId }).from(leaseSeats).where(ours);
  const hosts = new Set(taken.map((seat) => seat.hostId));
  if (!hosts.has(hostId)) await requireSeat(tx, { tenantId, listingId, seats, taken: hosts.size });
  await tx
    .insert(leaseSeats)
    .values({ tenantId, fleetId, listingId, hostId, takenAt: now, seenAt: now })
    .onConflictDoUpdate({
      target: [leaseSeats.tenantId, leaseSeats.fleetId, leaseSeats.listingId, leaseSeats.hostId],
      set: { seenAt: now },
    });
}

type Wanted = Pick<Seat, "listingId" | "seats"> & { readonly tenantId: string; readonly taken: number };

async function requireSeat(tx: Tx, { tenantId, listingId, seats, taken }: Wanted): Promise<void> {
  const { entitlements } = tables;
  const [held] = await tx
    .select({ blocked: entitlements.blocked })
    .from(entitlements)
    .where(and(eq(entitlements.tenantId, tenantId), eq(entitlements.listingId, listingId)));
  if (held?.blocked === "disputed") throw new HubError("refused", whileDisputed, "payment-disputed");
  if (seats !== null && taken >= seats) {
    const message = `All ${seats} seats are taken by other hosts. Buy more, or take this Persona off another host first.`;
    throw new HubError("refused", message, "seats-exhausted");
  }
}
