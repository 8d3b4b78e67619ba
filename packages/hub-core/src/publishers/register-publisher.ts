import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { keyFingerprint } from "@fleet-persona/persona";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { HubError } from "../hub-error.ts";
import { slugSchema } from "../ids.ts";
import type { TenantId } from "../ids.ts";
import { keepNames } from "../naming/keep-names.ts";
import { requireFreeNames } from "../naming/require-free-names.ts";
import { lineSchema } from "../text.ts";
import { readKeyring } from "../trust/keyring.ts";
import { defineCommand } from "../use-case/define.ts";
import { readPublishers } from "./publisher.ts";
import type { PublisherView } from "./publisher.ts";

/**
 * Registers a publisher of the caller's tenant with a key (base64, 32 bytes of Ed25519). Repeating it with the same slug and key
 * changes nothing; with a new key it adds the key, until there is a keyring; a slug or key that is somebody else's is a `conflict`,
 * and names that would be taken for another's are `refused` (`requireFreeNames`).
 */
export const registerPublisher = defineCommand({
  name: "registerPublisher",
  scope: "admin",
  input: z.strictObject({ slug: slugSchema, displayName: lineSchema(80), publicKey: z.base64().length(44) }),
  run: async ({ tx, actor, now }, { slug, displayName, publicKey }): Promise<PublisherView> => {
    const key = Uint8Array.from(Buffer.from(publicKey, "base64"));
    if (key.length !== 32) throw new HubError("invalid-input", "publicKey: an Ed25519 key has 32 bytes", "publicKey");
    const { publishers } = tables;
    const [registered] = await tx.select({ id: publishers.id }).from(publishers).where(eq(publishers.slug, slug));
    if (registered === undefined)
      await requireFreeNames(tx, {
        kind: "publisher",
        tenantId: actor.tenantId,
        userId: actor.userId,
        publisherSlug: slug,
        address: slug,
        title: displayName,
      });
    await tx
      .insert(publishers)
      .values({ tenantId: actor.tenantId, slug, displayName, createdAt: now })
      .onConflictDoNothing();
    const [publisher] = await tx.select().from(publishers).where(eq(publishers.slug, slug));
    if (publisher?.tenantId !== actor.tenantId) throw new HubError("conflict", `The publisher ${slug} is taken.`);
    if (registered === undefined)
      await keepNames(tx, {
        tenantId: actor.tenantId,
        kind: "publisher",
        thingId: publisher.id,
        address: slug,
        title: publisher.displayName,
      });
    await refuseBesideKeyring(tx, slug, key);
    await addKey(tx, { tenantId: actor.tenantId, publisherId: publisher.id, key, now });
    const view = (await readPublishers(tx, actor.tenantId)).find(({ publisherId }) => publisherId === publisher.id);
    if (view === undefined) throw new TypeError("A publisher that was just written cannot be missing.");
    return view;
  },
  entityId: (publisher) => publisher.publisherId,
});

// With a keyring, keys come and go by rotation, which the old keys sign.
async function refuseBesideKeyring(tx: Tx, slug: string, key: Uint8Array): Promise<void> {
  const stored = await readKeyring(tx, slug);
  const fingerprint = keyFingerprint(key);
  if (stored === undefined || stored.keyring.keys.some(({ keyid }) => keyid === fingerprint)) return;
  throw new HubError("conflict", `${slug} has a keyring: add the key with \`persona rotate-key\`.`);
}

async function addKey(
  tx: Tx,
  { tenantId, publisherId, key, now }: { tenantId: TenantId; publisherId: string; key: Uint8Array; now: Date },
): Promise<void> {
  const { publisherKeys } = tables;
  const fingerprint = keyFingerprint(key);
  await tx
    .insert(publisherKeys)
    .values({ fingerprint, tenantId, publisherId, publicKey: key, createdAt: now })
    .onConflictDoNothing();
  const [holder] = await tx.select().from(publisherKeys).where(eq(publisherKeys.fingerprint, fingerprint));
  if (holder?.publisherId !== publisherId || holder.revokedAt !== null) {
    throw new HubError("conflict", "This key is registered elsewhere or was revoked; make a new one.");
  }
}
