import { join } from "node:path";
import {
  decodeKeyringChain,
  peekKeyring,
  publicKeysOf,
  refuse,
  verifyKeyringChain,
  type BundleTrust,
  type KeyringRefusal,
  type RefusedWith,
  type VerifiedKeyring,
} from "@fleet-persona/persona";
import { readBytesIfPresent, writeFileAtomically } from "../state/atomic-file.ts";
import type { PublisherPins } from "../personas/publisher-pins.ts";

/** A publisher's keyring as this host may trust it: the newest, and every version from the pinned one on that led to it. */
export type TrustedKeyring = {
  readonly kind: "trusted";
  readonly newest: VerifiedKeyring;
  readonly all: readonly VerifiedKeyring[];
  readonly chain: Uint8Array;
};

/** Why a publisher's keyring is not trusted here. */
export type KeyringFault = RefusedWith<KeyringRefusal | "keyring-missing" | "publisher-key-changed">;

/** A chain that follows from what this host pinned: its own pins first, then what its anchors say. */
export function acceptKeyrings(
  { publisher, chain }: { publisher: string; chain: Uint8Array | null },
  pins: PublisherPins,
  anchored: string | undefined,
): TrustedKeyring | KeyringFault {
  if (chain === null) return refuse("keyring-missing", `${publisher} has not published a keyring.`);
  const envelopes = decodeKeyringChain(chain);
  if (envelopes === undefined) return refuse("keyring-invalid", "The keyrings' file is not one.");
  const digest = pins.keyrings(publisher).at(-1) ?? anchored ?? null;
  const verified = verifyKeyringChain({ publisher, digest }, envelopes);
  if (verified.kind === "refused") return verified;
  const keyids = verified.all.flatMap(({ keyring }) => keyring.keys.map(({ keyid }) => keyid));
  if (!pins.knows(publisher, keyids))
    return refuse("publisher-key-changed", `No keyring of ${publisher} holds the key that is pinned on this host.`);
  return { kind: "trusted", newest: verified.newest, all: verified.all, chain };
}

/** What a bundle must satisfy to be installed now: a threshold of the newest keyring's keys. */
export function installTrust({ newest }: TrustedKeyring): Pick<BundleTrust, "publisherKeys" | "threshold"> {
  return { publisherKeys: publicKeysOf(newest.keyring), threshold: newest.keyring.threshold };
}

/** Keeps the chain that was accepted, so that what is installed can be verified again without a hub. */
export function keepKeyrings(folder: string, publisher: string, chain: Uint8Array): void {
  writeFileAtomically(join(folder, `${publisher}.json`), chain);
}

/**
 * What an installed bundle must satisfy at every load: a threshold of the keyring it was installed under, without the keys that
 * were revoked since. Each version was verified when its digest was pinned, so its digest is enough now.
 */
export function loadTrust(
  folder: string,
  { pins, publisher, installedUnder }: { pins: PublisherPins; publisher: string; installedUnder: string },
): Pick<BundleTrust, "publisherKeys" | "threshold"> | KeyringFault {
  const chain = decodeKeyringChain(readBytesIfPresent(join(folder, `${publisher}.json`)) ?? new Uint8Array());
  if (chain === undefined)
    return refuse("keyring-missing", `The keyring of ${publisher} is not on this host any more.`);
  const pinned = new Set(pins.keyrings(publisher));
  const known = chain.flatMap((envelope) => peekKeyring(envelope) ?? []).filter(({ digest }) => pinned.has(digest));
  const under = known.find(({ digest }) => digest === installedUnder);
  const newest = known.toSorted((a, b) => a.keyring.version - b.keyring.version).at(-1);
  if (under === undefined || newest === undefined)
    return refuse("keyring-not-pinned", "The keyring it was installed under is not pinned here.");
  const revoked = new Set(newest.keyring.revoked.map(({ keyid }) => keyid));
  const keys = under.keyring.keys.filter(({ keyid }) => !revoked.has(keyid));
  return { publisherKeys: publicKeysOf({ keys }), threshold: under.keyring.threshold };
}
