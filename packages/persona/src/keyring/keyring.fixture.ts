import { base64 } from "@scure/base";
import { keyFingerprint, keyPairFromSeed, type KeyPair } from "../ed25519.ts";
import { peekKeyring, sealKeyring, type Keyring } from "./keyring.ts";

/** Five keys that everybody knows. */
export const [a, b, c, d, e] = [11, 12, 13, 14, 15].map((fill) => keyPairFromSeed(new Uint8Array(32).fill(fill))) as [
  KeyPair,
  KeyPair,
  KeyPair,
  KeyPair,
  KeyPair,
];

export function keyOf({ publicKey }: KeyPair): Keyring["keys"][number] {
  return { keyid: keyFingerprint(publicKey), public_key: base64.encode(publicKey), created: "2026-11-22" };
}

export function revocationOf({ publicKey }: KeyPair): Keyring["revoked"][number] {
  return { keyid: keyFingerprint(publicKey), date: "2026-11-26", reason: "lost" };
}

/** The first keyring of acme. */
export function firstKeyring(keys: readonly KeyPair[], threshold: number, change: Partial<Keyring> = {}): Keyring {
  return {
    schema: "fleet-persona-keyring/1",
    publisher: "acme",
    version: 1,
    threshold,
    keys: keys.map(keyOf),
    revoked: [],
    previous: null,
    ...change,
  };
}

/** The keyring after another, changed, signed by these. */
export function nextKeyring(before: Uint8Array, change: Partial<Keyring>, signers: readonly KeyPair[]): Uint8Array {
  const known = peekKeyring(before);
  if (known === undefined) throw new TypeError("this is no keyring");
  const { keyring, digest } = known;
  return sealKeyring({ ...keyring, version: keyring.version + 1, previous: digest, ...change }, signers);
}
