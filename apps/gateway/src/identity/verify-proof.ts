import { createPublicKey, verify } from "node:crypto";
import { verifySignature } from "@fleet-persona/persona";

// SubjectPublicKeyInfo of an Ed25519 key, up to the key (RFC 8410 §4).
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/** True when the key is 32 bytes, canonical and not of small order: a small-order key "signs" what nobody signed. */
export function isSoundKey(publicKey: Uint8Array): boolean {
  // An empty signature stops the strict verifier right after it has looked at the key.
  const verdict = verifySignature(publicKey, new Uint8Array(), new Uint8Array());
  return verdict.kind === "invalid" && verdict.code === "signature-malformed";
}

/**
 * Whether the host's key signed the challenge. The key passes the strict checks of packages/persona; the rest is OpenSSL,
 * which refuses S >= L and compares R byte for byte, sixty times faster than tweetnacl: reconnects come in thousands.
 */
export function verifyProof(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (signature.length !== 64 || !isSoundKey(publicKey)) return false;
  const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: "der", type: "spki" });
  return verify(null, message, key, signature);
}
