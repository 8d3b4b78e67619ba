import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { Manifest } from "@fleet-persona/persona";
import { eq } from "drizzle-orm";
import { HubError, notFound } from "../hub-error.ts";
import { listingIdSchema } from "../ids.ts";
import type { ListingId, PersonaVersionId, TenantId } from "../ids.ts";
import { isCooling } from "../lifecycle/cooldown.ts";
import { readEntitlements } from "../store/read-entitlements.ts";

export type VersionRow = {
  readonly personaVersionId: PersonaVersionId;
  readonly listingId: ListingId;
  readonly version: number;
  readonly digest: string;
  readonly manifest: Manifest;
  readonly signedBy: readonly string[];
  readonly publishedAt: number;
  /** It cools down: only tenants that take versions early are told. */
  readonly cooling: boolean;
};

/** A version that is listed or that the tenant got; `not-found` otherwise. */
export async function readVersion(tx: Tx, personaVersionId: PersonaVersionId): Promise<VersionRow> {
  const { personaVersions } = tables;
  const [row] = await tx.select().from(personaVersions).where(eq(personaVersions.id, personaVersionId));
  if (row === undefined) throw notFound("Persona version");
  const { version, digest, manifest, signedBy, publishedAt } = row;
  const listingId = listingIdSchema.parse(row.listingId);
  const about = { personaVersionId, listingId, version, digest, manifest, signedBy };
  return { ...about, publishedAt: publishedAt.getTime(), cooling: isCooling(row) };
}

/** Why nothing new may begin with what is disputed. */
export const whileDisputed =
  "A payment of this Persona is disputed at the bank: what runs goes on, and nothing new begins until that is settled.";

/** Refuses a listing that the tenant did not get, with `not-entitled`, and one whose payment is disputed, with `payment-disputed`. */
export async function requireEntitlement(
  tx: Tx,
  wanted: { readonly tenantId: TenantId; readonly listingId: ListingId; readonly now: Date },
): Promise<void> {
  const [held] = await readEntitlements(tx, wanted);
  if (held === undefined) throw new HubError("refused", "Get this Persona from the store first.", "not-entitled");
  if (held.blocked !== null) throw new HubError("refused", whileDisputed, "payment-disputed");
}
