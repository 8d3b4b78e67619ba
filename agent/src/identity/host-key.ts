import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { AgentError } from "../agent-error.ts";

/** The host's own Ed25519 key: it is made here and never leaves. */
export type HostKey = Readonly<{
  publicKey: Uint8Array;
  sign(message: Uint8Array): Uint8Array;
}>;

/** Reads the key, or makes one that only its owner can read. */
export function loadOrCreateHostKey(path: string): HostKey {
  try {
    // `wx` makes exactly one of two racing processes the maker of the key.
    const file = openSync(path, "wx", 0o600);
    try {
      const { privateKey } = generateKeyPairSync("ed25519");
      writeSync(file, privateKey.export({ format: "pem", type: "pkcs8" }).toString());
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  return loadHostKey(path);
}

/** Reads the key; refuses one that others can read. */
export function loadHostKey(path: string): HostKey {
  const pem = readKeyFile(path);
  const privateKey = createPrivateKey(pem);
  return { publicKey: rawPublicKey(privateKey), sign: (message) => sign(null, message, privateKey) };
}

function readKeyFile(path: string): string {
  let mode: number;
  try {
    mode = statSync(path).mode;
  } catch (error) {
    throw new AgentError(
      "not-enrolled",
      "This host has no key yet: run `fleet-agent enrol --gateway URL --token TOKEN`.",
      { cause: error },
    );
  }
  if ((mode & 0o077) !== 0) {
    throw new AgentError("state-unwritable", `Others can read the host key: run \`chmod 600 ${path}\`.`);
  }
  return readFileSync(path, "utf8");
}

// The last 32 bytes of an Ed25519 SubjectPublicKeyInfo are the key itself (RFC 8410, section 4).
function rawPublicKey(privateKey: KeyObject): Uint8Array {
  const der = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return new Uint8Array(der.subarray(der.length - 32));
}
