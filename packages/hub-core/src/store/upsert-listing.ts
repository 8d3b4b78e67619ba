import { randomUUID } from "node:crypto";
import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { VerifiedPersona } from "@fleet-persona/persona";
import { and, eq } from "drizzle-orm";
import type { ListingStatus } from "../author/list-listing.ts";
import { keepNames } from "../naming/keep-names.ts";
import { requireFreeNames } from "../naming/require-free-names.ts";
import { HubError } from "../hub-error.ts";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { ListingId, PersonaVersionId, TenantId, UserId } from "../ids.ts";
import { concerning, readAdvisories } from "../lifecycle/advisory.ts";
import { cooldownEnd } from "../lifecycle/cooldown.ts";
import { readOffers } from "../lifecycle/read-offers.ts";

type Publication = {
  readonly persona: VerifiedPersona;
  readonly seller: { readonly tenantId: TenantId; readonly publisherId: string; readonly publisherSlug: string };
  readonly userId: UserId;
  readonly now: Date;
  /** A new listing begins as a draft. */
  readonly draft: boolean;
};

type Upserted = {
  readonly listingId: ListingId;
  readonly personaVersionId: PersonaVersionId;
  readonly status: ListingStatus;
};

/**
 * Writes the new version and makes it the listing's latest; a listing's status stays as it is. Refuses a version that is not newer with
 * `version-not-newer`, a name that would be taken for another's (`requireFreeNames`), and a draft of what is listed with `already-listed`.
 */
export async function upsertListing(tx: Tx, { persona, seller, userId, now, draft }: Publication): Promise<Upserted> {
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
  if (draft && existing?.status === "listed")
    throw new HubError("refused", alreadyListed(manifest.id), "already-listed");
  const { tenantId, publisherSlug } = seller;
  const names = { address: existing === undefined ? name : null, title: manifest.name };
  if (existing?.title !== manifest.name)
    await requireFreeNames(tx, { kind: "listing", tenantId, userId, publisherSlug, ...names });
  const shown = {
    title: manifest.name,
    summary: manifest.summary,
    tags: manifest.tags,
    latestVersion: manifest.version,
    latestVersionId: versionId,
    claimedConfidence: manifest.confidence_score,
    updatedAt: now,
  };
  const listingId = listingIdSchema.parse(existing?.id ?? randomUUID());
  const status = existing?.status ?? (draft ? "draft" : "listed");
  const offeredFrom = existing === undefined ? null : await cooldownOf(tx, existing, now);
  if (existing === undefined) {
    // A draft has no price until its seller sets one.
    const termsSetAt = draft ? null : now;
    const fixed = { id: listingId, name, status, priceKind: "free", termsSetAt, createdAt: now } as const;
    await tx.insert(listings).values({ ...seller, ...shown, ...fixed });
  } else {
    await tx.update(listings).set(shown).where(eq(listings.id, listingId));
  }
  await keepNames(tx, { tenantId, kind: "listing", thingId: listingId, address: name, title: manifest.name });
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
    offeredFrom,
  });
  return { listingId, personaVersionId: versionId, status };
}

const alreadyListed = (personaId: string): string =>
  `${personaId} is listed, so a new version of it is no draft. Publish it without, set a cool-down, or unlist it first.`;

type Existing = typeof tables.listings.$inferSelect;

// Nobody is kept on a version that an advisory names, nor without one.
async function cooldownOf(tx: Tx, existing: Existing, now: Date): Promise<Date | null> {
  const offer = (await readOffers(tx, [existing])).get(existing.id)?.offer ?? null;
  if (offer === null || existing.cooldownH === 0) return null;
  const warnings = concerning(await readAdvisories(tx, [existing.id]), {
    listingId: existing.id,
    version: offer.version,
  });
  return warnings.length > 0 ? null : cooldownEnd(existing.cooldownH, now);
}
