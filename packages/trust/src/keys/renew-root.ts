import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyPairFromSeed, type KeyPair } from "@fleet-persona/persona";
import { TrustError } from "../trust-error.ts";
import type { TufDocument } from "../tuf/metadata.ts";
import { rotateRoot } from "../tuf/root.ts";
import { openKeyFile, sealKeyFile, type KeyPurpose } from "./key-file.ts";
import { readRoots, rootRolesOf, type TrustFolderMaking } from "./trust-folder.ts";

/** Keys of the repository's roles: those that the next root can replace. */
export type RolePurpose = Extract<KeyPurpose, `tuf-${string}`>;

type Renewing = { readonly rootPassphrase: string; readonly now: number };

/**
 * Writes the next root of a folder: the same roles for another year, or with the keys that `replaceKey` put there. Signed by the
 * root's key, and by the one before it where that was replaced. Throws `passphrase-wrong`, `role-unsigned`.
 */
export async function renewRoot(folder: string, { rootPassphrase, now }: Renewing): Promise<TufDocument> {
  const newest = readRoots(folder).at(-1);
  if (newest === undefined) throw new TrustError("metadata-invalid", `${folder} holds no root.`);
  const signers: KeyPair[] = [];
  for (const name of ["tuf-root.key.json", "tuf-root.previous.key.json"]) {
    const file = join(folder, name);
    if (existsSync(file)) signers.push(await openKeyFile(readFileSync(file, "utf8"), rootPassphrase, "tuf-root"));
  }
  const next = rotateRoot(newest.body, rootRolesOf(folder), signers, now);
  writeFileSync(join(folder, `${next.version}.root.json`), next.body, { mode: 0o600, flag: "wx", flush: true });
  return next;
}

/** Puts a new key in the place of a role's, and the old one beside it; it counts once `renewRoot` has named it. */
export async function replaceKey(folder: string, purpose: RolePurpose, making: TrustFolderMaking): Promise<string> {
  const file = join(folder, `${purpose}.key.json`);
  const pair = keyPairFromSeed(making.randomBytes(32));
  const text = await sealKeyFile(pair, purpose === "tuf-root" ? making.rootPassphrase : making.passphrase, {
    purpose,
    created: new Date(making.now).toISOString().slice(0, 10),
    randomBytes: making.randomBytes,
  });
  renameSync(file, join(folder, `${purpose}.previous.key.json`));
  writeFileSync(file, text, { mode: 0o600, flag: "wx", flush: true });
  return file;
}
