import { tables } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { versionId } from "../gate/gate-run.ts";
import { notFound } from "../hub-error.ts";
import type { PersonaVersionId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { publishedAddressSchema } from "./read-published-version.ts";

/** Which version stands at an address, of those that the tenant may see: its own drafts as well. */
export const findVersion = defineQuery({
  name: "findVersion",
  scope: "viewer",
  input: publishedAddressSchema,
  run: async ({ tx }, { publisher, name, version }): Promise<{ readonly personaVersionId: PersonaVersionId }> => {
    const { listings, personaVersions } = tables;
    const [row] = await tx
      .select({ id: personaVersions.id })
      .from(personaVersions)
      .innerJoin(listings, eq(listings.id, personaVersions.listingId))
      .where(and(eq(listings.publisherSlug, publisher), eq(listings.name, name), eq(personaVersions.version, version)));
    if (row === undefined) throw notFound("version");
    return { personaVersionId: versionId(row.id) };
  },
});
