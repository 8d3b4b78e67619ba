import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { BundleFiles } from "@fleet-persona/persona";
import { isMissing, syncFolder, writeFileAtomically } from "../state/atomic-file.ts";

// Larger than any file a manifest may declare; a folder someone swelled is not read into memory.
const LARGEST_FILE = 64 * 1024 * 1024;

/** Writes a bundle under its digest so that the folder is there whole or not at all. */
export function storeBundle(root: string, digest: string, files: BundleFiles): void {
  const final = join(root, digest);
  const incoming = join(root, `.incoming-${digest}`);
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  for (const [name, bytes] of files) writeFileAtomically(join(incoming, name), bytes);
  rmSync(final, { recursive: true, force: true });
  renameSync(incoming, final);
  syncFolder(root);
}

/** Reads every file of a stored bundle, or undefined when it is not there. */
export function readBundle(root: string, digest: string): BundleFiles | undefined {
  const folder = join(root, digest);
  try {
    return new Map(readdirSync(folder).map((name) => [name, readBounded(join(folder, name))]));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Removes every bundle but the named ones, and what a crash left half written. */
export function removeOtherBundles(root: string, keep: readonly string[]): void {
  for (const name of readdirSync(root)) {
    if (/^(?:\.incoming-)?[0-9a-f]{64}$/.test(name) && !keep.includes(name))
      rmSync(join(root, name), { recursive: true, force: true });
  }
}

function readBounded(path: string): Uint8Array {
  return statSync(path).size > LARGEST_FILE ? new Uint8Array() : new Uint8Array(readFileSync(path));
}
