import { scrypt } from "node:crypto";
import { keyFingerprint, keyPairFromSeed, type KeyPair } from "@fleet-persona/persona";
import nacl from "tweetnacl";
import { z } from "zod";
import { TrustError } from "../trust-error.ts";

/** What a key is for; one never stands in for another. */
export const KEY_PURPOSES = [
  "publisher",
  "gate",
  "lease",
  "tuf-root",
  "tuf-targets",
  "tuf-snapshot",
  "tuf-timestamp",
] as const;
export type KeyPurpose = (typeof KEY_PURPOSES)[number];

// 32 MiB and some 0.1 s for each guess (RFC 7914).
const COST = { n: 32_768, r: 8, p: 1 };
const SCRYPT_MEMORY = 64 * 1024 * 1024;

const base64 = z.base64().min(1).max(256);
const keyFileSchema = z.strictObject({
  schema: z.literal("fleet-persona-key/1"),
  purpose: z.enum(KEY_PURPOSES),
  keyid: z.string(),
  public_key: base64,
  created: z.iso.date(),
  kdf: z.strictObject({
    name: z.literal("scrypt"),
    n: z.int().min(16_384).max(1_048_576),
    r: z.int().min(8).max(8),
    p: z.int().min(1).max(4),
    salt: base64,
  }),
  cipher: z.strictObject({ name: z.literal("xsalsa20-poly1305"), nonce: base64 }),
  ciphertext: base64,
});

/** The public half of a key file: what may be shown and sent. */
export type KeyFileInfo = Pick<z.infer<typeof keyFileSchema>, "purpose" | "keyid" | "public_key" | "created">;

/** Whom a sealed key is for, when it was made (a date), and where chance comes from. */
export type KeyFileOptions = {
  readonly purpose: KeyPurpose;
  readonly created: string;
  readonly randomBytes: (length: number) => Uint8Array;
};

/** The text of a key file: the seed under a passphrase (scrypt, then NaCl's secretbox). Throws `passphrase-empty`. */
export async function sealKeyFile(
  { publicKey, secretKey }: KeyPair,
  passphrase: string,
  { purpose, created, randomBytes }: KeyFileOptions,
): Promise<string> {
  if (passphrase === "") throw new TrustError("passphrase-empty", "A key is not kept without a passphrase.");
  const [salt, nonce] = [randomBytes(32), randomBytes(nacl.secretbox.nonceLength)];
  const secret = await derive(passphrase, salt, COST);
  const file = {
    schema: "fleet-persona-key/1",
    purpose,
    keyid: keyFingerprint(publicKey),
    public_key: encode(publicKey),
    created,
    kdf: { name: "scrypt", ...COST, salt: encode(salt) },
    cipher: { name: "xsalsa20-poly1305", nonce: encode(nonce) },
    ciphertext: encode(nacl.secretbox(secretKey.subarray(0, 32), nonce, secret)),
  } satisfies z.infer<typeof keyFileSchema>;
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** What a key file says about itself without its passphrase. Throws `key-file-invalid`. */
export function readKeyFile(text: string): KeyFileInfo {
  const { purpose, keyid, public_key, created } = parse(text);
  return { purpose, keyid, public_key, created };
}

/** The key pair of a key file. Throws `key-file-invalid`, `passphrase-wrong` (also for a file that was tampered with). */
export async function openKeyFile(text: string, passphrase: string, purpose: KeyPurpose): Promise<KeyPair> {
  const file = parse(text);
  if (file.purpose !== purpose)
    throw new TrustError("key-file-invalid", `This key is for ${file.purpose}, not for ${purpose}.`);
  const secret = await derive(passphrase, decode(file.kdf.salt), file.kdf);
  const nonce = decode(file.cipher.nonce);
  const seed =
    nonce.length === nacl.secretbox.nonceLength ? nacl.secretbox.open(decode(file.ciphertext), nonce, secret) : null;
  if (seed === null || seed.length !== 32)
    throw new TrustError("passphrase-wrong", `The passphrase does not open the key ${file.keyid}.`);
  const keyPair = keyPairFromSeed(seed);
  if (keyFingerprint(keyPair.publicKey) !== file.keyid || encode(keyPair.publicKey) !== file.public_key)
    throw new TrustError("key-file-invalid", `The key file holds another key than ${file.keyid}.`);
  return keyPair;
}

function parse(text: string): z.infer<typeof keyFileSchema> {
  try {
    return keyFileSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new TrustError("key-file-invalid", "This is no key file of a version that this program knows.", {
      cause: error,
    });
  }
}

type Cost = { readonly n: number; readonly r: number; readonly p: number };

function derive(passphrase: string, salt: Uint8Array, { n, r, p }: Cost): Promise<Uint8Array> {
  const options = { N: n, r, p, maxmem: Math.max(SCRYPT_MEMORY, 256 * n * r) };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize("NFC"), salt, nacl.secretbox.keyLength, options, (error, key) =>
      error === null ? resolve(new Uint8Array(key)) : reject(error),
    );
  });
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

function decode(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, "base64"));
}
