import { createHash } from "node:crypto";
import { canonicalBytes, type KeyPair } from "@fleet-persona/persona";
import { Key, Signature } from "@tufjs/models";
import nacl from "tweetnacl";

/** A public key as TUF metadata has it; its id is the SHA-256 of its canonical form. */
export function tufKey(publicKey: Uint8Array): Key {
  const keyVal = { public: Buffer.from(publicKey).toString("hex") };
  const shape = { keytype: "ed25519", scheme: "ed25519", keyval: keyVal };
  const keyID = createHash("sha256").update(canonicalBytes(shape)).digest("hex");
  return new Key({ keyID, keyType: "ed25519", scheme: "ed25519", keyVal });
}

/** What `Metadata.sign` calls for each key. */
export function tufSigner({ publicKey, secretKey }: KeyPair): (data: Buffer) => Signature {
  const { keyID } = tufKey(publicKey);
  return (data) =>
    new Signature({ keyID, sig: Buffer.from(nacl.sign.detached(new Uint8Array(data), secretKey)).toString("hex") });
}
