import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { KEYRING_TYPE, openDsse, peekKeyring, verifyKeyringChain, verifyRotation } from "@fleet-persona/persona";
import type { Keyring } from "@fleet-persona/persona";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { HubError, notFound } from "../hub-error.ts";
import { slugSchema } from "../ids.ts";
import type { TenantId, UserId } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { keyringView, readKeyring } from "./keyring.ts";
import type { KeyringView, StoredKeyring } from "./keyring.ts";
import { askToTendTrust } from "./tend-request.ts";

/**
 * Publishes the first keyring of a publisher (signed by a registered key as well) or the next one, which must follow from
 * the stored chain: `refused` with the chain's own code in `detail` otherwise. The same keyring again changes nothing.
 */
export const publishKeyring = defineCommand({
  name: "publishKeyring",
  scope: "admin",
  input: z.strictObject({ publisher: slugSchema, envelope: z.base64().max(699_052) }),
  run: async ({ tx, actor, now }, { publisher, envelope }): Promise<KeyringView> => {
    const { tenantId, userId } = actor;
    const publisherId = await lockPublisher(tx, tenantId, publisher);
    const offered = readOffered(Uint8Array.from(Buffer.from(envelope, "base64")), publisher);
    const known = await readKeyring(tx, publisher);
    if (known?.digest === offered.digest) return keyringView(known);
    if (known === undefined) await requireFirst(tx, publisherId, offered);
    else refuseUnless(verifyRotation(known, offered));
    await keep(tx, { tenantId, userId, publisherId, now }, offered);
    await askToTendTrust(tx);
    return keyringView(offered);
  },
  entityId: ({ publisher, version }) => `${publisher}#${version}`,
  details: (_input, { publisher, version, digest, keyids, revoked }) => ({
    publisher,
    version,
    digest,
    keyids,
    revoked,
  }),
});

async function lockPublisher(tx: Tx, tenantId: TenantId, slug: string): Promise<string> {
  const { publishers } = tables;
  const mine = and(eq(publishers.slug, slug), eq(publishers.tenantId, tenantId));
  const [row] = await tx.select({ id: publishers.id }).from(publishers).where(mine).for("update");
  if (row === undefined) throw notFound("publisher");
  return row.id;
}

function readOffered(envelope: Uint8Array, publisher: string): StoredKeyring {
  const peeked = peekKeyring(envelope);
  if (peeked === undefined) throw refused({ code: "keyring-invalid", message: "This is no keyring." });
  if (peeked.keyring.publisher !== publisher)
    throw refused({ code: "keyring-other-publisher", message: `This keyring is ${peeked.keyring.publisher}'s.` });
  return { ...peeked, envelope };
}

// The chain begins with somebody who could publish before: not with whoever sent a keyring first.
async function requireFirst(tx: Tx, publisherId: string, offered: StoredKeyring): Promise<void> {
  const { keyring, envelope } = offered;
  const chain = verifyKeyringChain({ publisher: keyring.publisher, digest: null }, [envelope]);
  if (chain.kind === "refused") throw refused(chain);
  const { publisherKeys } = tables;
  const registered = await tx
    .select({ publicKey: publisherKeys.publicKey })
    .from(publisherKeys)
    .where(and(eq(publisherKeys.publisherId, publisherId), isNull(publisherKeys.revokedAt)));
  const signed = openDsse(envelope, KEYRING_TYPE, { keys: registered.map(({ publicKey }) => publicKey) });
  if (signed.kind === "refused") throw refused(signed);
}

type Keeping = {
  readonly tenantId: TenantId;
  readonly userId: UserId;
  readonly publisherId: string;
  readonly now: Date;
};

async function keep(tx: Tx, keeping: Keeping, { keyring, digest, envelope }: StoredKeyring): Promise<void> {
  const { tenantId, userId, publisherId, now } = keeping;
  await tx.insert(tables.publisherKeyrings).values({
    publisherId,
    tenantId,
    publisherSlug: keyring.publisher,
    version: keyring.version,
    digest,
    envelope,
    publishedBy: userId,
    publishedAt: now,
  });
  await followKeyring(tx, keeping, keyring);
}

// The registered keys say the same as the keyring, for those who show them.
async function followKeyring(tx: Tx, { tenantId, publisherId, now }: Keeping, keyring: Keyring): Promise<void> {
  const { publisherKeys } = tables;
  const rows = keyring.keys.map(({ keyid, public_key }) => ({
    fingerprint: keyid,
    tenantId,
    publisherId,
    publicKey: Uint8Array.from(Buffer.from(public_key, "base64")),
    createdAt: now,
  }));
  await tx.insert(publisherKeys).values(rows).onConflictDoNothing();
  const held = await tx
    .select({ publisherId: publisherKeys.publisherId, revokedAt: publisherKeys.revokedAt })
    .from(publisherKeys)
    .where(
      inArray(
        publisherKeys.fingerprint,
        rows.map(({ fingerprint }) => fingerprint),
      ),
    );
  if (held.some((row) => row.publisherId !== publisherId || row.revokedAt !== null))
    throw new HubError("conflict", "A key of this keyring is registered elsewhere or was revoked; make a new one.");
  const revoked = keyring.revoked.map(({ keyid }) => keyid);
  if (revoked.length === 0) return;
  await tx
    .update(publisherKeys)
    .set({ revokedAt: now })
    .where(
      and(
        eq(publisherKeys.publisherId, publisherId),
        inArray(publisherKeys.fingerprint, revoked),
        isNull(publisherKeys.revokedAt),
      ),
    );
}

function refuseUnless(refusal: { readonly code: string; readonly message: string } | undefined): void {
  if (refusal !== undefined) throw refused(refusal);
}

function refused({ code, message }: { readonly code: string; readonly message: string }): HubError {
  return new HubError("refused", message, code);
}
