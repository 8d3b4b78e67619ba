import { openDsse } from "../dsse/dsse.ts";
import { refuse, type DsseRefusal, type RefusedWith } from "../refusal.ts";
import { KEYRING_TYPE, peekKeyring, publicKeysOf, type Keyring } from "./keyring.ts";

/** Why a chain of keyrings does not lead from what was pinned to what is offered. */
export type KeyringRefusal =
  | DsseRefusal
  | "keyring-invalid"
  | "keyring-other-publisher"
  | "keyring-not-pinned"
  | "keyring-broken-chain"
  | "keyring-revoked-key";

/** What somebody decided to trust: a publisher's keyring by its digest; null takes the first version of the chain. */
export type KeyringPin = { readonly publisher: string; readonly digest: string | null };

/** A keyring whose whole chain was verified. */
export type VerifiedKeyring = { readonly keyring: Keyring; readonly digest: string };

type Link = VerifiedKeyring & { readonly envelope: Uint8Array };

/**
 * The newest keyring of `chain` (envelopes, oldest first), provided that every step from the pinned one on was signed by a
 * threshold of the version before and by a threshold of its own. `all` holds every version from the pinned one on.
 */
export function verifyKeyringChain(
  pin: KeyringPin,
  chain: readonly Uint8Array[],
):
  | { readonly kind: "verified"; readonly newest: VerifiedKeyring; readonly all: readonly VerifiedKeyring[] }
  | RefusedWith<KeyringRefusal> {
  const links = readLinks(pin, chain);
  if ("kind" in links) return links;
  const [first, ...rest] = links;
  if (first === undefined) return refuse("keyring-not-pinned", `The pinned keyring of ${pin.publisher} is not there.`);
  // A pinned version was settled when it was pinned: its digest is as good as its signatures.
  const own = pin.digest === null ? signedBy(first, first.keyring) : undefined;
  if (own !== undefined) return own;
  const all: VerifiedKeyring[] = [verifiedOf(first)];
  for (const next of rest) {
    const refused = verifyRotation(all.at(-1) ?? first, next);
    if (refused !== undefined) return refused;
    all.push(verifiedOf(next));
  }
  return { kind: "verified", newest: all.at(-1) ?? verifiedOf(first), all };
}

/** Whether `next` may follow `known`: the next version, naming it, signed by a threshold of both, forgetting no revocation. */
export function verifyRotation(
  known: VerifiedKeyring,
  next: { readonly keyring: Keyring; readonly envelope: Uint8Array },
): RefusedWith<KeyringRefusal> | undefined {
  const { keyring } = next;
  if (keyring.publisher !== known.keyring.publisher)
    return refuse(
      "keyring-other-publisher",
      `This keyring is ${keyring.publisher}'s, not ${known.keyring.publisher}'s.`,
    );
  if (keyring.version !== known.keyring.version + 1 || keyring.previous !== known.digest)
    return refuse(
      "keyring-broken-chain",
      `Version ${keyring.version} does not follow version ${known.keyring.version}.`,
    );
  const revoked = new Set(keyring.revoked.map(({ keyid }) => keyid));
  const forgotten = known.keyring.revoked.find(({ keyid }) => !revoked.has(keyid));
  if (forgotten !== undefined)
    return refuse("keyring-revoked-key", `${forgotten.keyid} was revoked before and is not any more.`);
  return signedBy(next, known.keyring) ?? signedBy(next, keyring);
}

function signedBy(
  { envelope }: { readonly envelope: Uint8Array },
  by: Keyring,
): RefusedWith<KeyringRefusal> | undefined {
  const opened = openDsse(envelope, KEYRING_TYPE, { keys: publicKeysOf(by), threshold: by.threshold });
  if (opened.kind === "signed") return undefined;
  return refuse(opened.code, `By the keys of version ${by.version} of ${by.publisher}: ${opened.message}`);
}

// Everything before the pinned version was settled when it was pinned.
function readLinks(
  { publisher, digest }: KeyringPin,
  chain: readonly Uint8Array[],
): readonly Link[] | RefusedWith<KeyringRefusal> {
  const links: Link[] = [];
  for (const envelope of chain) {
    const peeked = peekKeyring(envelope);
    if (peeked === undefined) return refuse("keyring-invalid", "A document of the chain is no keyring.");
    if (peeked.keyring.publisher !== publisher)
      return refuse("keyring-other-publisher", `A keyring of ${peeked.keyring.publisher} came for ${publisher}.`);
    links.push({ ...peeked, envelope });
  }
  const from = digest === null ? 0 : links.findIndex((link) => link.digest === digest);
  if (from < 0) return [];
  const found = links.slice(from);
  if (digest === null && found[0] !== undefined && found[0].keyring.version !== 1)
    return refuse("keyring-broken-chain", "The chain does not begin with version 1.");
  return found;
}

function verifiedOf({ keyring, digest }: Link): VerifiedKeyring {
  return { keyring, digest };
}
