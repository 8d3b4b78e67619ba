import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { mlBom } from "@fleet-persona/persona";
import type { BomParent } from "@fleet-persona/persona";
import { and, asc, eq, or } from "drizzle-orm";
import { defineQuery } from "../use-case/define.ts";
import { publishedAddressSchema, readPublishedVersion } from "../published/read-published-version.ts";

/** The bill of materials of a version; its bytes change only with what the gate found. */
export const getVersionBom = defineQuery({
  name: "getVersionBom",
  scope: "public",
  input: publishedAddressSchema,
  run: async ({ tx }, address): Promise<Uint8Array> => {
    const { report, publishedAt, ...version } = await readPublishedVersion(tx, address);
    return mlBom({
      ...version,
      publishedAt: new Date(publishedAt).toISOString(),
      gate: report,
      parents: await readParents(tx, version.manifest.training.parents),
    });
  },
});

// Parents that are no Persona here, or none that everybody may see, have no digest to name.
async function readParents(tx: Tx, parents: readonly string[]): Promise<readonly BomParent[]> {
  const { listings, personaVersions } = tables;
  const named = parents.flatMap((parent) => {
    const [, publisher, name, version] = /^([a-z0-9-]{2,40})\/([a-z0-9][a-z0-9-]{0,95})@(\d{1,9})$/.exec(parent) ?? [];
    if (publisher === undefined || name === undefined) return [];
    return [
      and(
        eq(listings.publisherSlug, publisher),
        eq(listings.name, name),
        eq(listings.status, "listed"),
        eq(personaVersions.version, Number(version)),
      ),
    ];
  });
  if (named.length === 0) return [];
  const rows = await tx
    .select({
      publisher: listings.publisherSlug,
      name: listings.name,
      version: personaVersions.version,
      digest: personaVersions.digest,
    })
    .from(personaVersions)
    .innerJoin(listings, eq(listings.id, personaVersions.listingId))
    .where(or(...named))
    .orderBy(asc(listings.publisherSlug), asc(listings.name), asc(personaVersions.version));
  return rows.map(({ publisher, name, version, digest }) => ({ personaId: `${publisher}/${name}`, version, digest }));
}
