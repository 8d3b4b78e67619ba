import { createHash } from "node:crypto";
import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { verifyBundle } from "@fleet-persona/persona";
import type { BundleFiles, BundleTrust, VerifiedPersona } from "@fleet-persona/persona";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { ListingStatus } from "../author/list-listing.ts";
import { enqueueGateRun } from "../gate/enqueue-gate-run.ts";
import { HubError } from "../hub-error.ts";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { ListingId, PersonaVersionId } from "../ids.ts";
import { requireVisibleText } from "../naming/require-visible-text.ts";
import { isStorableJson } from "../text.ts";
import { bundleTrustOf, readKeyring } from "../trust/keyring.ts";
import { askToTendTrust } from "../trust/tend-request.ts";
import { defineCommand } from "../use-case/define.ts";
import { requireReadable } from "./require-readable.ts";
import { upsertListing } from "./upsert-listing.ts";

export type PublishedPersona = {
  readonly listingId: ListingId;
  readonly personaVersionId: PersonaVersionId;
  readonly personaId: string;
  readonly version: number;
  /** SHA-256 of persona.json, hex. */
  readonly digest: string;
  readonly signedBy: readonly string[];
  /** Whether others see the listing. */
  readonly status: ListingStatus;
};

// 32 MiB of files: base64 makes a third more of them.
const base64Limit = 44_739_244;

/**
 * Publishes a signed bundle (file name → base64), and has the gate look at it. A new Persona is listed, or kept as a draft that only its
 * seller sees until it is listed; one of what is listed already is `refused` (`already-listed`). The publisher named in the manifest must be the caller's tenant's.
 * A bundle that does not verify is `refused` with the bundle's own code in `detail`. The same bundle again is answered as before.
 */
export const publishPersona = defineCommand({
  name: "publishPersona",
  scope: "admin",
  input: z.strictObject({
    files: z
      .record(z.string().max(64), z.base64())
      .refine(
        (files) => Object.values(files).reduce((sum, text) => sum + text.length, 0) <= base64Limit,
        "over 32 MiB",
      ),
    draft: z.boolean().default(false),
  }),
  run: async ({ tx, actor, now }, input): Promise<PublishedPersona> => {
    const files = new Map(
      Object.entries(input.files).map(([name, text]) => [name, Uint8Array.from(Buffer.from(text, "base64"))]),
    );
    const { publishers } = tables;
    // The row is locked: versions of one publisher are numbered one after the other.
    const [publisher] = await tx
      .select()
      .from(publishers)
      .where(and(eq(publishers.slug, claimedPublisher(files)), eq(publishers.tenantId, actor.tenantId)))
      .for("update");
    const persona = verify(files, publisher === undefined ? { publisherKeys: [] } : await trustOf(tx, publisher));
    if (publisher === undefined) throw new HubError("forbidden", `${persona.manifest.id} is not a publisher of yours.`);
    const known = await alreadyPublished(tx, persona);
    if (known !== undefined) return known;
    const seller = { tenantId: actor.tenantId, publisherId: publisher.id, publisherSlug: publisher.slug };
    requireVisibleText(persona.manifest);
    const upserted = await upsertListing(tx, { persona, seller, userId: actor.userId, now, draft: input.draft });
    const { listingId, personaVersionId } = upserted;
    await tx.insert(tables.bundleFiles).values(
      [...files].map(([name, content]) => ({
        personaVersionId,
        tenantId: actor.tenantId,
        listingId,
        name,
        sha256: Uint8Array.from(createHash("sha256").update(content).digest()),
        content,
      })),
    );
    await askToTendTrust(tx);
    await enqueueGateRun(tx, { tenantId: actor.tenantId, listingId, personaVersionId, now, priority: 0 });
    return published(persona, upserted);
  },
  entityId: ({ personaVersionId }) => personaVersionId,
  details: (_input, { personaId, version, digest, signedBy, status }) => ({
    personaId,
    version,
    digest,
    signedBy,
    status,
  }),
});

const UNKNOWN_KEY =
  "No key of yours that this hub knows for that publisher signed it. `persona publish` brings a new publisher's keyring; else sign with a key that the keyring names.";

function verify(files: BundleFiles, trust: BundleTrust): VerifiedPersona {
  const verdict = verifyBundle(files, trust);
  if (verdict.kind === "refused") {
    const message = verdict.code === "key-unknown" ? UNKNOWN_KEY : verdict.message;
    throw new HubError("refused", message, verdict.code);
  }
  const { persona } = verdict;
  requireReadable(persona);
  if (!isStorableJson([persona.manifest, persona.card, persona.evidence])) {
    throw new HubError("refused", "The bundle holds text that cannot be stored, such as a NUL.", "file-unreadable");
  }
  return persona;
}

// Only to find the keys to verify with: nothing else is read from an unverified manifest.
function claimedPublisher(files: BundleFiles): string {
  try {
    const manifest: unknown = JSON.parse(Buffer.from(files.get("persona.json") ?? []).toString("utf8"));
    const id = typeof manifest === "object" && manifest !== null && "id" in manifest ? manifest.id : "";
    const slug = typeof id === "string" ? (id.split("/")[0] ?? "") : "";
    return /^[a-z0-9-]{1,96}$/.test(slug) ? slug : "";
  } catch {
    return "";
  }
}

// Once a publisher has a keyring, its threshold decides; before that, any key that was registered.
async function trustOf(tx: Tx, { id, slug }: { readonly id: string; readonly slug: string }): Promise<BundleTrust> {
  const keyring = await readKeyring(tx, slug);
  if (keyring !== undefined) return bundleTrustOf(keyring);
  const { publisherKeys } = tables;
  const rows = await tx
    .select({ publicKey: publisherKeys.publicKey })
    .from(publisherKeys)
    .where(and(eq(publisherKeys.publisherId, id), isNull(publisherKeys.revokedAt)));
  return { publisherKeys: rows.map(({ publicKey }) => publicKey) };
}

async function alreadyPublished(tx: Tx, persona: VerifiedPersona): Promise<PublishedPersona | undefined> {
  const { listings, personaVersions } = tables;
  const [row] = await tx
    .select({ id: personaVersions.id, listingId: personaVersions.listingId, status: listings.status })
    .from(personaVersions)
    .innerJoin(listings, eq(listings.id, personaVersions.listingId))
    .where(eq(personaVersions.digest, persona.digest));
  if (row === undefined) return undefined;
  const { id, listingId, status } = row;
  return published(persona, {
    listingId: listingIdSchema.parse(listingId),
    personaVersionId: personaVersionIdSchema.parse(id),
    status,
  });
}

type Where = Pick<PublishedPersona, "listingId" | "personaVersionId" | "status">;

function published({ manifest, digest, signedBy }: VerifiedPersona, where: Where): PublishedPersona {
  return { ...where, personaId: manifest.id, version: manifest.version, digest, signedBy };
}
