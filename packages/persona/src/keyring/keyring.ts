import { sha256 } from "@noble/hashes/sha2.js";
import { base64, hex } from "@scure/base";
import { z } from "zod";
import { canonicalBytes, parseCanonical } from "../canonical.ts";
import { SIGNATURE_LIMIT, peekDsse, sealDsse } from "../dsse/dsse.ts";
import { keyFingerprint, type KeyPair } from "../ed25519.ts";
import { describeIssues } from "../manifest-faults.ts";
import { PersonaError } from "../refusal.ts";

/** What DSSE says a keyring is. */
export const KEYRING_TYPE = "application/vnd.fleet-persona.keyring+json";

const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/, "must be SHA256: and 43 base64 digits");
const key = z.strictObject({ keyid: fingerprint, public_key: z.base64().length(44), created: z.iso.date() });
const revocation = z.strictObject({ keyid: fingerprint, date: z.iso.date(), reason: z.string().min(1).max(200) });

/**
 * The keys that may sign for a publisher. Each version names the digest of the one before it and is signed by a threshold
 * of both. A key that was revoked is never a key again, and the list of them only grows.
 */
export const keyringSchema = z
  .strictObject({
    schema: z.literal("fleet-persona-keyring/1"),
    publisher: z
      .string()
      .max(40)
      .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "lower-case letters, digits and single dashes"),
    version: z.int().min(1).max(100_000),
    /** How many of `keys` must sign a Persona, and the next version of this. */
    threshold: z.int().min(1).max(SIGNATURE_LIMIT),
    keys: z.array(key).min(1).max(SIGNATURE_LIMIT),
    revoked: z.array(revocation).max(1_000),
    /** SHA-256 (hex) of the version before it; null in the first. */
    previous: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .nullable(),
  })
  .superRefine((keyring, context) => {
    for (const message of keyringFaults(keyring)) context.addIssue({ code: "custom", path: [], message });
  });
export type Keyring = z.infer<typeof keyringSchema>;

type Parsed = Pick<Keyring, "version" | "threshold" | "keys" | "revoked" | "previous">;

function keyringFaults({ version, threshold, keys, revoked, previous }: Parsed): string[] {
  const revokedIds = new Set(revoked.map(({ keyid }) => keyid));
  const faults: string[] = [];
  if (new Set(keys.map(({ keyid }) => keyid)).size !== keys.length) faults.push("a key is listed twice");
  if (revokedIds.size !== revoked.length) faults.push("a key is revoked twice");
  if (threshold > keys.length) faults.push(`${threshold} of ${keys.length} keys can never sign`);
  if ((version === 1) !== (previous === null)) faults.push("every version but the first names the one before it");
  for (const { keyid, public_key } of keys) {
    if (revokedIds.has(keyid)) faults.push(`${keyid} is revoked and still a key`);
    if (keyFingerprint(base64.decode(public_key)) !== keyid) faults.push(`${keyid} is not the fingerprint of its key`);
  }
  return faults;
}

/** SHA-256 (hex) of a keyring's payload: what tenants and hosts pin. */
export function keyringDigest(payload: Uint8Array): string {
  return hex.encode(sha256(payload));
}

/** The public keys of a keyring, 32 bytes each. */
export function publicKeysOf({ keys }: Pick<Keyring, "keys">): readonly Uint8Array[] {
  return keys.map(({ public_key }) => base64.decode(public_key));
}

/** Signs a keyring with every key. Throws `PersonaError` "document-invalid" with where and why, "no-signing-key". */
export function sealKeyring(keyring: Keyring, keyPairs: readonly KeyPair[]): Uint8Array {
  if (keyPairs.length === 0) throw new PersonaError("no-signing-key", "a keyring needs at least one signature");
  const parsed = keyringSchema.safeParse(keyring);
  if (!parsed.success) throw new PersonaError("document-invalid", describeIssues(parsed.error.issues));
  return sealDsse({ payloadType: KEYRING_TYPE, payload: canonicalBytes(parsed.data) }, keyPairs);
}

/** What an envelope says it is, whoever signed it: for finding its place in a chain, never for trusting. */
export function peekKeyring(envelope: Uint8Array): { keyring: Keyring; digest: string } | undefined {
  const payload = peekDsse(envelope, KEYRING_TYPE);
  if (payload === undefined) return undefined;
  const parsed = keyringSchema.safeParse(parseCanonical(payload));
  return parsed.success ? { keyring: parsed.data, digest: keyringDigest(payload) } : undefined;
}
