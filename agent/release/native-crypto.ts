import { createHash, createPublicKey, verify } from "node:crypto";

// SubjectPublicKeyInfo of an Ed25519 key, up to the key (RFC 8410 §4).
const SPKI_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/**
 * Ed25519 by OpenSSL in place of tweetnacl, which takes 60 to 200 ms a signature in an agent that runs without compilers. Only
 * the equation is checked here: what tweetnacl leaves out is checked before it in any case (`packages/persona/src/ed25519.ts`).
 */
export function verifyDetached(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, publicKey]), format: "der", type: "spki" });
    return verify(null, message, key, signature);
  } catch {
    return false;
  }
}

function refuseToSign(): never {
  throw new TypeError("The agent signs nothing but its sessions.");
}

/** What the agent uses of tweetnacl. */
export const nacl = {
  sign: {
    detached: Object.assign(refuseToSign, { verify: verifyDetached }),
    keyPair: { fromSeed: refuseToSign },
  },
};

/** SHA-256 by OpenSSL in place of @noble/hashes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash("sha256").update(bytes).digest());
}
