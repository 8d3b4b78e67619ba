import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readFileIfPresent, writeFileAtomically } from "../state/atomic-file.ts";

const installedSchema = z.strictObject({
  /** The gate's envelope, base64. */
  attestation: z.base64(),
  /** Digest of the publisher's keyring that the bundle was verified under. */
  keyring: z.string(),
});

/** What was found out about a bundle when it was installed, and is needed to verify it again. */
export type Installed = { readonly attestation: Uint8Array; readonly keyring: string };

export function keepInstalled(folder: string, digest: string, { attestation, keyring }: Installed): void {
  const text = JSON.stringify({ attestation: Buffer.from(attestation).toString("base64"), keyring });
  writeFileAtomically(join(folder, `${digest}.json`), text);
}

export function readInstalled(folder: string, digest: string): Installed | undefined {
  const text = readFileIfPresent(join(folder, `${digest}.json`));
  if (text === undefined) return undefined;
  const { attestation, keyring } = installedSchema.parse(JSON.parse(text));
  return { attestation: new Uint8Array(Buffer.from(attestation, "base64")), keyring };
}

/** Removes what is known of every other bundle. */
export function removeOtherInstalled(folder: string, keep: readonly string[]): void {
  for (const name of readdirSync(folder))
    if (/^[0-9a-f]{64}\.json$/.test(name) && !keep.includes(name.slice(0, 64))) rmSync(join(folder, name));
}
