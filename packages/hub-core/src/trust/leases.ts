import { tables, withTenant, withoutTenant } from "@fleet-persona/db";
import type { PersonaLease } from "@fleet-persona/persona";
import { sql } from "drizzle-orm";
import { appendAudit } from "../audit/append-audit.ts";
import type { Deps } from "../deps.ts";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import { fleetIdSchema, listingIdSchema, tenantIdSchema } from "../ids.ts";
import type { FleetId, ListingId, TenantId } from "../ids.ts";

/** How long a lease holds, and how long a fleet goes on after it without a new one. Renewed when half is over. */
export const personaLeaseTerms = { termMs: 7 * 86_400_000, offlineGraceS: 7 * 86_400 } as const;

/** A fleet that is entitled to run something and needs a lease, or a newer one. */
export type WantedLease = {
  readonly tenantId: TenantId;
  readonly fleetId: FleetId;
  readonly listingId: ListingId;
  readonly personaId: string;
  readonly seats: number | null;
  /** When the entitlement ends, ms since 1970; null: it does not. */
  readonly endsAt: number | null;
  /** Bundles that the gate quarantined and that are in charge of the fleet all the same: an admin named the reasons. Digests. */
  readonly acceptedQuarantines: readonly string[];
  /** The serial of the lease it has; 0: none. */
  readonly serial: number;
};

type Row = {
  tenant_id: string;
  fleet_id: string;
  listing_id: string;
  persona_id: string;
  seats: number | null;
  accepted_quarantines: readonly string[];
  ends_at: string | Date | null;
  serial: string | number;
};

/** Every fleet that needs a lease now. */
export async function fleetsToLease(deps: Deps): Promise<readonly WantedLease[]> {
  const at = deps.now().toISOString();
  const rows = await withoutTenant(deps.db, (tx) =>
    tx.execute<Row>(sql`select * from fleets_to_lease(${at}::timestamptz)`),
  );
  return rows.map((row) => ({
    tenantId: tenantIdSchema.parse(row.tenant_id),
    fleetId: fleetIdSchema.parse(row.fleet_id),
    listingId: listingIdSchema.parse(row.listing_id),
    personaId: row.persona_id,
    seats: row.seats,
    acceptedQuarantines: row.accepted_quarantines,
    endsAt: row.ends_at === null ? null : new Date(row.ends_at).getTime(),
    serial: Number(row.serial),
  }));
}

/** Issues the next lease of a fleet. Two workers at once issue one: the serial is part of its key. */
export async function issueLease(
  deps: Deps,
  wanted: WantedLease,
  seal: (lease: PersonaLease) => Uint8Array,
): Promise<PersonaLease> {
  const now = deps.now();
  const lease = leaseFor(wanted, now.getTime());
  const { tenantId, fleetId, listingId, seats } = wanted;
  await withTenant(deps.db, tenantId, async (tx) => {
    // Hosts wait for the first one: they are told, and need not find out by asking again.
    if (wanted.serial === 0) await bumpFleet(tx, tenantId, fleetId);
    const made = await tx
      .insert(tables.personaLeases)
      .values({
        tenantId,
        fleetId,
        listingId,
        serial: lease.serial,
        seats,
        acceptedQuarantines: [...lease.accepted_quarantines],
        issuedAt: now,
        expiresAt: new Date(lease.expires_at),
        offlineGraceS: lease.offline_grace_s,
        envelope: seal(lease),
      })
      .onConflictDoNothing()
      .returning({ serial: tables.personaLeases.serial });
    if (made.length === 0) return;
    const { serial, expires_at: expiresAt, persona_id: personaId } = lease;
    await appendAudit(tx, {
      tenantId,
      at: now,
      actor: "lease-issuer",
      command: "issueLease",
      entityId: `${fleetId}/${personaId}`,
      details: { serial, seats, expiresAt },
    });
  });
  return lease;
}

function leaseFor(wanted: WantedLease, now: number): PersonaLease {
  const { tenantId, fleetId, personaId, seats, endsAt, serial, acceptedQuarantines } = wanted;
  const { termMs, offlineGraceS } = personaLeaseTerms;
  return {
    schema: "fleet-persona-lease/1",
    tenant_id: tenantId,
    fleet_id: fleetId,
    persona_id: personaId,
    seats,
    issued_at: now,
    expires_at: Math.min(now + termMs, endsAt ?? Number.POSITIVE_INFINITY),
    offline_grace_s: offlineGraceS,
    serial: serial + 1,
    accepted_quarantines: [...acceptedQuarantines],
  };
}
