import { tables } from "@fleet-persona/db";
import { asc, desc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { ListingId, PersonaVersionId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { readAdvisories } from "./advisory.ts";
import type { AdvisoryView } from "./advisory.ts";
import { offered, readVersionStates } from "./read-version-states.ts";
import type { VersionState } from "./version-state.ts";

export type OwnVersionView = VersionState & {
  readonly personaVersionId: PersonaVersionId;
  readonly version: number;
  readonly digest: string;
  readonly publishedAt: number;
};

/** A Persona as its publisher sees it: every version with what it is today, newest first. */
export type OwnListingView = {
  readonly listingId: ListingId;
  readonly personaId: string;
  readonly title: string;
  readonly versions: readonly OwnVersionView[];
  readonly advisories: readonly AdvisoryView[];
};

/** What the tenant sells, by address. */
export const listOwnListings = defineQuery({
  name: "listOwnListings",
  scope: "viewer",
  input: z.strictObject({}),
  run: async ({ tx, actor }): Promise<readonly OwnListingView[]> => {
    const { listings, personaVersions } = tables;
    const own = await tx
      .select({ id: listings.id, publisher: listings.publisherSlug, name: listings.name, title: listings.title })
      .from(listings)
      .where(eq(listings.tenantId, actor.tenantId))
      .orderBy(asc(listings.publisherSlug), asc(listings.name));
    const ids = own.map(({ id }) => id);
    if (ids.length === 0) return [];
    const { id, listingId, version, digest, publishedAt } = personaVersions;
    const rows = await tx
      .select({ id, listingId, version, digest, publishedAt })
      .from(personaVersions)
      .where(inArray(listingId, ids))
      .orderBy(desc(version));
    const states = await readVersionStates(
      tx,
      rows.map((row) => row.id),
    );
    const advisories = await readAdvisories(tx, ids);
    return own.map((listing) => ({
      listingId: listingIdSchema.parse(listing.id),
      personaId: `${listing.publisher}/${listing.name}`,
      title: listing.title,
      versions: rows
        .filter((row) => row.listingId === listing.id)
        .map((row) => ({
          ...(states.get(row.id) ?? offered),
          personaVersionId: personaVersionIdSchema.parse(row.id),
          version: row.version,
          digest: row.digest,
          publishedAt: row.publishedAt.getTime(),
        })),
      advisories: advisories.filter((advisory) => advisory.listingId === listing.id),
    }));
  },
});
