import { z } from "zod";
import { canonicalBytes, parseCanonical } from "../canonical.ts";
import { openDsse, sealDsse } from "../dsse/dsse.ts";
import type { KeyPair } from "../ed25519.ts";
import { personaIdSchema } from "../manifest.ts";
import { refuse, type DsseRefusal, type RefusedWith } from "../refusal.ts";

/** What DSSE says a lease is. */
const LEASE_TYPE = "application/vnd.fleet-persona.lease+json";

const instant = z.int().nonnegative();

/** The right of one fleet of one tenant to run one Persona for a while. Times are ms since 1970. */
export const leaseSchema = z
  .strictObject({
    schema: z.literal("fleet-persona-lease/1"),
    tenant_id: z.guid(),
    fleet_id: z.guid(),
    persona_id: personaIdSchema,
    /** How many hosts of the fleet may run it; null: as many as there are. */
    seats: z.int().min(1).nullable(),
    issued_at: instant,
    expires_at: instant,
    /** How long after its end the fleet goes on before the fallback takes over, s. */
    offline_grace_s: z.int().min(0).max(31_536_000),
    /** Rises with every lease of the same fleet and Persona: an older one never comes back. */
    serial: z.int().min(1),
    /** Bundles that the gate quarantined and an admin of the tenant approved by name for this fleet; digests, hex. */
    accepted_quarantines: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(16),
  })
  .refine(({ issued_at, expires_at }) => issued_at < expires_at, "a lease ends after it begins");
export type PersonaLease = z.infer<typeof leaseSchema>;

/** Why a lease does not let this host install this Persona. */
export type LeaseRefusal =
  | DsseRefusal
  | "lease-missing"
  | "lease-invalid"
  | "lease-other-tenant"
  | "lease-other-fleet"
  | "lease-other-persona"
  | "lease-no-seat"
  | "lease-replayed"
  | "lease-not-yet"
  | "lease-expired"
  | "lease-lapsed";

/** Who asks: the host's own tenant and fleet, the Persona, and the highest serial it has seen (0: none). */
export type LeaseHolder = {
  readonly tenantId: string;
  readonly fleetId: string;
  readonly personaId: string;
  readonly highestSerial: number;
};

/** Signs a lease with the lease keys. Throws zod's error for what is no lease. */
export function sealLease(lease: PersonaLease, keyPairs: readonly KeyPair[]): Uint8Array {
  return sealDsse({ payloadType: LEASE_TYPE, payload: canonicalBytes(leaseSchema.parse(lease)) }, keyPairs);
}

/** A lease that a lease key signed for exactly this holder; its time is not looked at here. */
export function verifyLease(
  envelope: Uint8Array | null,
  leaseKeys: readonly Uint8Array[],
  holder: LeaseHolder,
): { readonly kind: "leased"; readonly lease: PersonaLease } | RefusedWith<LeaseRefusal> {
  if (envelope === null) return refuse("lease-missing", "There is no lease for this fleet.");
  const opened = openDsse(envelope, LEASE_TYPE, { keys: leaseKeys });
  if (opened.kind === "refused") return opened;
  const parsed = leaseSchema.safeParse(parseCanonical(opened.payload));
  if (!parsed.success) return refuse("lease-invalid", "The lease is not one this version knows.");
  const lease = parsed.data;
  if (lease.tenant_id !== holder.tenantId) return refuse("lease-other-tenant", "The lease is another tenant's.");
  if (lease.fleet_id !== holder.fleetId) return refuse("lease-other-fleet", "The lease is another fleet's.");
  if (lease.persona_id !== holder.personaId)
    return refuse("lease-other-persona", `The lease is for ${lease.persona_id}, not for ${holder.personaId}.`);
  if (lease.serial < holder.highestSerial)
    return refuse("lease-replayed", `Lease ${lease.serial} is older than ${holder.highestSerial}, seen before.`);
  return { kind: "leased", lease };
}
