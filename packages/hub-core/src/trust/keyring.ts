import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { encodeKeyringChain, peekKeyring, publicKeysOf } from "@fleet-persona/persona";
import type { Keyring } from "@fleet-persona/persona";
import { asc, desc, eq } from "drizzle-orm";

/** A publisher's keyring as pages and programs see it. */
export type KeyringView = {
  readonly publisher: string;
  readonly version: number;
  readonly threshold: number;
  /** SHA-256 (hex) of the document: what tenants and hosts pin. */
  readonly digest: string;
  readonly keyids: readonly string[];
  readonly revoked: readonly string[];
};

/** A keyring the hub verified when it took it in. */
export type StoredKeyring = { readonly keyring: Keyring; readonly digest: string; readonly envelope: Uint8Array };

export function keyringView({ keyring, digest }: Pick<StoredKeyring, "keyring" | "digest">): KeyringView {
  const { publisher, version, threshold, keys, revoked } = keyring;
  const keyids = keys.map(({ keyid }) => keyid);
  return { publisher, version, threshold, digest, keyids, revoked: revoked.map(({ keyid }) => keyid) };
}

/** The newest keyring of a publisher, or undefined before it published one. */
export async function readKeyring(tx: Tx, publisherSlug: string): Promise<StoredKeyring | undefined> {
  const { publisherKeyrings: rows } = tables;
  const [row] = await tx
    .select({ envelope: rows.envelope })
    .from(rows)
    .where(eq(rows.publisherSlug, publisherSlug))
    .orderBy(desc(rows.version))
    .limit(1);
  if (row === undefined) return undefined;
  const peeked = peekKeyring(row.envelope);
  return peeked === undefined ? undefined : { ...peeked, envelope: row.envelope };
}

/** Every keyring of a publisher as one file, or undefined before it published one. */
export async function readKeyringChain(tx: Tx, publisherSlug: string): Promise<Uint8Array | undefined> {
  const { publisherKeyrings: rows } = tables;
  const chain = await tx
    .select({ envelope: rows.envelope })
    .from(rows)
    .where(eq(rows.publisherSlug, publisherSlug))
    .orderBy(asc(rows.version));
  return chain.length === 0 ? undefined : encodeKeyringChain(chain.map(({ envelope }) => envelope));
}

/** What a keyring demands of a bundle. */
export function bundleTrustOf({ keyring }: StoredKeyring): { publisherKeys: readonly Uint8Array[]; threshold: number } {
  return { publisherKeys: publicKeysOf(keyring), threshold: keyring.threshold };
}
