import { randomUUID } from "node:crypto";
import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { VerifiedPersona } from "@fleet-persona/persona";
import { and, eq } from "drizzle-orm";
import { HubError } from "../hub-error.ts";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { ListingId, PersonaVersionId, TenantId } from "../ids.ts";

type Publication = {
  readonly persona: VerifiedPersona;
  readonly seller: { readonly tenantId: TenantId; readonly publisherId: string; readonly publisherSlug: string };
  readonly now: Date;
};

/** Writes the new version and makes it the listing's latest. Refuses a version that is not newer with `version-not-newer`. */
export async function upsertListing(
  tx: Tx,
  { persona, seller, now }: Publication,
): Promise<{ listingId: ListingId; personaVersionId: PersonaVersionId }> {
  const { listings, personaVersions } = tables;
  const { manifest } = persona;
  const name = manifest.id.slice(manifest.id.indexOf("/") + 1);
  const versionId = personaVersionIdSchema.parse(randomUUID());
  const address = and(eq(listings.publisherSlug, seller.publisherSlug), eq(listings.name, name));
  const [existing] = await tx.select().from(listings).where(address);
  if (existing !== undefined && manifest.version <= existing.latestVersion) {
    const message = `${manifest.id} is already listed at version ${existing.latestVersion}: give this bundle a higher one.`;
    throw new HubError("refused", message, "version-not-newer");
  }
  const shown = {
    title: manifest.name,
    summary: manifest.summary,
    tags: manifest.tags,
    latestVersion: manifest.version,
    latestVersionId: versionId,
    claimedConfidence: manifest.confidence_score,
    searchText: [manifest.name, manifest.summary, ...manifest.tags, manifest.id.replace("/", " ")].join(" "),
    updatedAt: now,
  };
  const listingId = listingIdSchema.parse(existing?.id ?? randomUUID());
  if (existing === undefined) {
    const fixed = {
      id: listingId,
      name,
      status: "listed",
      priceKind: "free",
      termsSetAt: now,
      createdAt: now,
    } as const;
    await tx.insert(listings).values({ ...seller, ...shown, ...fixed });
  } else {
    await tx.update(listings).set(shown).where(eq(listings.id, listingId));
  }
  await tx.insert(personaVersions).values({
    id: versionId,
    tenantId: seller.tenantId,
    listingId,
    version: manifest.version,
    digest: persona.digest,
    manifest,
    card: persona.card,
    evidence: persona.evidence ?? {},
    signedBy: [...persona.signedBy],
    publishedAt: now,
  });
  return { listingId, personaVersionId: versionId };
}
