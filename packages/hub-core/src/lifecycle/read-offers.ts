import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, inArray, isNotNull, isNull } from "drizzle-orm";
import { personaVersionIdSchema } from "../ids.ts";
import type { PersonaVersionId } from "../ids.ts";
import { cooledDown } from "./cooldown.ts";
import { offered, readVersionStates } from "./read-version-states.ts";
import type { VersionState } from "./version-state.ts";

/** The version that fleets are led to: the newest of which nothing was said and that does not cool down. Null where there is none. */
export type VersionOffer = { readonly version: number; readonly personaVersionId: PersonaVersionId } | null;

/** A version that cools down: when it is to become the offer. */
export type ComingVersion = NonNullable<VersionOffer> & { readonly offeredFrom: number };

type Listed = { readonly id: string; readonly latestVersion: number; readonly latestVersionId: string };
type Offered = { readonly latest: VersionState; readonly offer: VersionOffer; readonly coming: ComingVersion | null };

/** What listings offer, by listing id, what becomes the offer next, and what their newest version is today. */
export async function readOffers(tx: Tx, listings: readonly Listed[]): Promise<ReadonlyMap<string, Offered>> {
  const newest = listings.map(({ latestVersionId }) => latestVersionId);
  const [latest, cooling] = [await readVersionStates(tx, newest), await readCooling(tx, newest)];
  const others = listings.filter(({ latestVersionId: id }) => latest.has(id) || cooling.has(id));
  const older = await newestOffered(
    tx,
    others.map(({ id }) => id),
  );
  return new Map(
    listings.map(({ id, latestVersion: version, latestVersionId }) => {
      const said = latest.get(latestVersionId);
      const from = said === undefined ? cooling.get(latestVersionId) : undefined;
      const last = { version, personaVersionId: personaVersionIdSchema.parse(latestVersionId) };
      const standing = said === undefined && from === undefined;
      const offer = standing ? last : (older.get(id) ?? null);
      const coming = from === undefined ? null : { ...last, offeredFrom: from.getTime() };
      return [id, { latest: said ?? offered, offer, coming }];
    }),
  );
}

async function readCooling(tx: Tx, versionIds: readonly string[]): Promise<ReadonlyMap<string, Date>> {
  if (versionIds.length === 0) return new Map();
  const { id, offeredFrom, offeredAt } = tables.personaVersions;
  const rows = await tx
    .select({ id, offeredFrom })
    .from(tables.personaVersions)
    .where(and(inArray(id, [...versionIds]), isNotNull(offeredFrom), isNull(offeredAt)));
  return new Map(rows.flatMap((row) => (row.offeredFrom === null ? [] : [[row.id, row.offeredFrom] as const])));
}

// Only for listings whose newest version is not the offer, which are few.
async function newestOffered(tx: Tx, listingIds: readonly string[]): Promise<ReadonlyMap<string, VersionOffer>> {
  if (listingIds.length === 0) return new Map();
  const { personaVersions } = tables;
  const rows = await tx
    .select({ id: personaVersions.id, listingId: personaVersions.listingId, version: personaVersions.version })
    .from(personaVersions)
    .where(and(inArray(personaVersions.listingId, [...listingIds]), cooledDown()))
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
