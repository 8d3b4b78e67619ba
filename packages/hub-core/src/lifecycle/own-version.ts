import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { notFound } from "../hub-error.ts";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { ListingId, PersonaVersionId, TenantId } from "../ids.ts";
import { partsOf } from "./version-state.ts";
import type { VersionAddress } from "./version-state.ts";

export type OwnVersion = VersionAddress & {
  readonly listingId: ListingId;
  readonly personaVersionId: PersonaVersionId;
  readonly tenantId: TenantId;
};

/** The id of a listing that the tenant sells, locked until commit: who speaks of its versions speaks one after the other. */
export async function lockOwnListing(tx: Tx, tenantId: TenantId, personaId: string): Promise<ListingId> {
  const { listings } = tables;
  const { publisher, name } = partsOf(personaId);
  const [row] = await tx
    .select({ id: listings.id })
    .from(listings)
    .where(and(eq(listings.tenantId, tenantId), eq(listings.publisherSlug, publisher), eq(listings.name, name)))
    .for("update");
  if (row === undefined) throw notFound("Persona of yours");
  return listingIdSchema.parse(row.id);
}

/** A version of a listing that the tenant sells; `not-found` for anybody else's. */
export async function lockOwnVersion(tx: Tx, tenantId: TenantId, address: VersionAddress): Promise<OwnVersion> {
  const { personaVersions } = tables;
  const listingId = await lockOwnListing(tx, tenantId, address.personaId);
  const [row] = await tx
    .select({ id: personaVersions.id })
    .from(personaVersions)
    .where(and(eq(personaVersions.listingId, listingId), eq(personaVersions.version, address.version)));
  if (row === undefined) throw notFound("version of this Persona");
  return { ...address, tenantId, listingId, personaVersionId: personaVersionIdSchema.parse(row.id) };
}
