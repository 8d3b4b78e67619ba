import { sha256 } from "@noble/hashes/sha2.js";
import { base64nopad, hex } from "@scure/base";
import nacl from "tweetnacl";
import { PersonaError, type SignatureRefusal } from "./refusal.ts";

/** 32-byte public key; 64-byte secret key in NaCl's form (seed then public key). */
export type KeyPair = { readonly publicKey: Uint8Array; readonly secretKey: Uint8Array };

export type SignatureVerdict =
  | { readonly kind: "valid" }
  | { readonly kind: "invalid"; readonly code: SignatureRefusal };

// RFC 8032 §5.1: the field prime and the order of the base point.
const FIELD_PRIME = 2n ** 255n - 19n;
const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;

// The y coordinates of the eight points whose order divides 8; the sign bit only picks between x and -x.
const SMALL_ORDER_Y: ReadonlySet<bigint> = new Set([
  0n,
  1n,
  FIELD_PRIME - 1n,
  littleEndian(hex.decode("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")),
  littleEndian(hex.decode("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")),
]);

/** The key pair of a 32-byte seed (RFC 8032 private key). Whoever knows the seed is the publisher. */
export function keyPairFromSeed(seed: Uint8Array): KeyPair {
  if (seed.length !== 32) throw new PersonaError("seed-length", `a seed has 32 bytes, not ${seed.length}`);
  return nacl.sign.keyPair.fromSeed(seed);
}

/** `SHA256:` and the unpadded base64 of the key's SHA-256, as OpenSSH prints fingerprints. */
export function keyFingerprint(publicKey: Uint8Array): string {
  return `SHA256:${base64nopad.encode(sha256(publicKey))}`;
}

export function signBytes(secretKey: Uint8Array, message: Uint8Array): Uint8Array {
  return nacl.sign.detached(message, secretKey);
}

/**
 * Ed25519 as strictly as RFC 8032 reads, which tweetnacl alone is not: S below the group order, one spelling per point,
 * and neither key nor R of small order (such a key "signs" messages nobody signed). Costs 7-12 ms.
 */
export function verifySignature(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): SignatureVerdict {
  if (publicKey.length !== 32) return invalid("key-non-canonical");
  const key = yCoordinate(publicKey);
  if (key >= FIELD_PRIME) return invalid("key-non-canonical");
  if (SMALL_ORDER_Y.has(key)) return invalid("key-small-order");
  if (signature.length !== 64) return invalid("signature-malformed");
  if (littleEndian(signature.subarray(32)) >= GROUP_ORDER) return invalid("signature-s-out-of-range");
  const commitment = yCoordinate(signature.subarray(0, 32));
  if (commitment >= FIELD_PRIME || SMALL_ORDER_Y.has(commitment)) return invalid("signature-malformed");
  return nacl.sign.detached.verify(message, signature, publicKey) ? { kind: "valid" } : invalid("signature-mismatch");
}

function invalid(code: SignatureRefusal): SignatureVerdict {
  return { kind: "invalid", code };
}

function yCoordinate(point: Uint8Array): bigint {
  return littleEndian(point) & (2n ** 255n - 1n);
}

function littleEndian(bytes: Uint8Array): bigint {
  return bytes.reduceRight((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
