import { tables } from "@fleet-persona/db";
import { and, asc, desc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { versionId } from "../gate/gate-run.ts";
import { readGateStates } from "../gate/read-gate.ts";
import { notFound } from "../hub-error.ts";
import { personaVersionIdSchema, slugSchema } from "../ids.ts";
import { readAdvisories } from "../lifecycle/advisory.ts";
import { offered, readVersionStates } from "../lifecycle/read-version-states.ts";
import { defineQuery } from "../use-case/define.ts";
import type { ListingDetail } from "./listing.ts";
import { findListing } from "./read-listings.ts";

/** One listed Persona by its address `publisher/name`. */
export const getListing = defineQuery({
  name: "getListing",
  scope: "public",
  input: z.strictObject({ publisher: slugSchema, name: z.string().min(1).max(96) }),
  run: async ({ tx }, { publisher, name }): Promise<ListingDetail> => {
    const { listings, personaVersions, publisherKeys, publishers } = tables;
    const address = and(eq(listings.publisherSlug, publisher), eq(listings.name, name), eq(listings.status, "listed"));
    const summary = await findListing(tx, address);
    if (summary === undefined) throw notFound("Persona");
    const versions = await tx
      .select()
      .from(personaVersions)
      .where(eq(personaVersions.listingId, summary.listingId))
      .orderBy(desc(personaVersions.version));
    const [latest] = versions;
    if (latest === undefined) throw notFound("Persona");
    const keys = await tx
      .select({ fingerprint: publisherKeys.fingerprint, createdAt: publisherKeys.createdAt })
      .from(publisherKeys)
      .innerJoin(publishers, eq(publishers.id, publisherKeys.publisherId))
      .where(and(eq(publishers.slug, publisher), isNull(publisherKeys.revokedAt)))
      .orderBy(asc(publisherKeys.createdAt));
    const gates = await readGateStates(
      tx,
      versions.map(({ id }) => versionId(id)),
    );
    const states = await readVersionStates(
      tx,
      versions.map(({ id }) => id),
    );
    const { card, manifest, evidence, digest, signedBy } = latest;
    return {
      ...summary,
      card,
      manifest,
      evidence,
      digest,
      signedBy,
      publisherKeys: keys.map((key) => ({ fingerprint: key.fingerprint, registeredAt: key.createdAt.getTime() })),
      advisories: await readAdvisories(tx, [summary.listingId]),
      versions: versions.map((row) => ({
        ...(states.get(row.id) ?? offered),
        personaVersionId: personaVersionIdSchema.parse(row.id),
        version: row.version,
        digest: row.digest,
        signedBy: row.signedBy,
        changelog: row.manifest.changelog,
        gate: gates.get(versionId(row.id)) ?? { kind: "pending" },
        publishedAt: row.publishedAt.getTime(),
      })),
    };
  },
});
