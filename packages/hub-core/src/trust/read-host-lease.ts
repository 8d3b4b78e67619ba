import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, count, desc, eq, lt, ne } from "drizzle-orm";
import type { HostKey } from "../agents/host-key.ts";
import { runnableVersions } from "../agents/runnable-versions.ts";
import type { Deps } from "../deps.ts";
import { HubError, notFound } from "../hub-error.ts";

// A host that has not asked for so long gives its seat back.
const SEAT_KEPT_MS = 24 * 3_600_000;

/**
 * The newest lease for a bundle that a host may run, and a seat of it for the host. `not-found` before there is one;
 * `refused` with `seats-exhausted` when every seat is another host's.
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

async function takeSeat(tx: Tx, { tenantId, hostId, fleetId, listingId, seats, now }: Seat): Promise<void> {
  const { leaseSeats } = tables;
  const same = and(
    eq(leaseSeats.tenantId, tenantId),
    eq(leaseSeats.fleetId, fleetId),
    eq(leaseSeats.listingId, listingId),
  );
  await tx.delete(leaseSeats).where(and(same, lt(leaseSeats.seenAt, new Date(now.getTime() - SEAT_KEPT_MS))));
  if (seats !== null) {
    const [others] = await tx
      .select({ taken: count() })
      .from(leaseSeats)
      .where(and(same, ne(leaseSeats.hostId, hostId)));
    if ((others?.taken ?? 0) >= seats)
      throw new HubError("refused", `All ${seats} seats of this fleet are taken.`, "seats-exhausted");
  }
  await tx
    .insert(leaseSeats)
    .values({ tenantId, fleetId, listingId, hostId, takenAt: now, seenAt: now })
    .onConflictDoUpdate({
      target: [leaseSeats.tenantId, leaseSeats.fleetId, leaseSeats.listingId, leaseSeats.hostId],
      set: { seenAt: now },
    });
}
