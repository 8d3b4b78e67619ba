import { statSync } from "node:fs";
import {
  decodeKeyringChain,
  encodeKeyringChain,
  peekKeyring,
  publicKeysOf,
  verifyKeyringChain,
  type Keyring,
  type VerifiedKeyring,
} from "@fleet-persona/persona";
import { writeAtomically } from "../files/write-atomically.ts";
import { PersonaCliError } from "../persona-error.ts";
import { bytesOf } from "./key-folder.ts";

/** A publisher's keyrings as one file: the envelopes, oldest first, and what the newest says. */
export type KeyringFile = {
  readonly path: string;
  readonly chain: readonly Uint8Array[];
  readonly newest: { readonly keyring: Keyring; readonly digest: string };
};

/** Reads a file of keyrings; whether enough keys signed is `verifiedKeyring`'s question. */
export function readKeyringFile(path: string): KeyringFile {
  const chain = decodeKeyringChain(bytesOf(path, "the keyring file that `persona keygen` made")) ?? [];
  const newest = peekKeyring(chain.at(-1) ?? new Uint8Array());
  if (newest === undefined)
    throw new PersonaCliError("file-wrong", `${path} holds no keyrings.`, { code: "keyring-invalid" });
  return { path, chain, newest };
}

export function isKeyringFile(path: string): boolean {
  const isFile = statSync(path, { throwIfNoEntry: false })?.isFile() === true;
  return isFile && decodeKeyringChain(bytesOf(path, "a file")) !== undefined;
}

export function writeKeyringFile(path: string, chain: readonly Uint8Array[]): void {
  writeAtomically(path, encodeKeyringChain(chain));
}

/** The newest keyring of a file whose every step was signed by enough keys; refused with the chain's own code. */
export function verifiedKeyring({ path, chain, newest }: KeyringFile): VerifiedKeyring {
  const verdict = verifyKeyringChain({ publisher: newest.keyring.publisher, digest: null }, chain);
  if (verdict.kind === "verified") return verdict.newest;
  throw new PersonaCliError("key-refused", `${path}: ${verdict.message}`, { code: verdict.code });
}

/** What the keyring demands of a bundle. */
export function bundleTrust({ keyring }: VerifiedKeyring): { publisherKeys: readonly Uint8Array[]; threshold: number } {
  return { publisherKeys: publicKeysOf(keyring), threshold: keyring.threshold };
}
