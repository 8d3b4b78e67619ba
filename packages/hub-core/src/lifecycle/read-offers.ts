import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { desc, inArray } from "drizzle-orm";
import { personaVersionIdSchema } from "../ids.ts";
import type { PersonaVersionId } from "../ids.ts";
import { offered, readVersionStates } from "./read-version-states.ts";
import type { VersionState } from "./version-state.ts";

/** The version that fleets are led to: the newest of which nothing was said. Null where there is none. */
export type VersionOffer = { readonly version: number; readonly personaVersionId: PersonaVersionId } | null;

type Listed = { readonly id: string; readonly latestVersion: number; readonly latestVersionId: string };
type Offered = { readonly latest: VersionState; readonly offer: VersionOffer };

/** What listings offer, by listing id, and what their newest version is today. */
export async function readOffers(tx: Tx, listings: readonly Listed[]): Promise<ReadonlyMap<string, Offered>> {
  const latest = await readVersionStates(
    tx,
    listings.map(({ latestVersionId }) => latestVersionId),
  );
  const others = listings.filter(({ latestVersionId }) => latest.has(latestVersionId));
  const older = await newestOffered(
    tx,
    others.map(({ id }) => id),
  );
  return new Map(
    listings.map(({ id, latestVersion: version, latestVersionId }) => {
      const state = latest.get(latestVersionId);
      const newest = { version, personaVersionId: personaVersionIdSchema.parse(latestVersionId) };
      return [id, { latest: state ?? offered, offer: state === undefined ? newest : (older.get(id) ?? null) }];
    }),
  );
}

// Only for listings of whose newest version something was said, which are few.
async function newestOffered(tx: Tx, listingIds: readonly string[]): Promise<ReadonlyMap<string, VersionOffer>> {
  if (listingIds.length === 0) return new Map();
  const { personaVersions } = tables;
  const rows = await tx
    .select({ id: personaVersions.id, listingId: personaVersions.listingId, version: personaVersions.version })
    .from(personaVersions)
    .where(inArray(personaVersions.listingId, [...listingIds]))
    .orderBy(desc(personaVersions.version));
  const states = await readVersionStates(
    tx,
    rows.map(({ id }) => id),
  );
  const newest = new Map<string, VersionOffer>();
  for (const { id, listingId, version } of rows)
    if (!states.has(id) && !newest.has(listingId))
      newest.set(listingId, { version, personaVersionId: personaVersionIdSchema.parse(id) });
  return newest;
}
