import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { PersonaCliError } from "../persona-error.ts";

/** What writing needs of the file system; a test can let the disk be full. */
export type FileSystem = { readonly write: (descriptor: number, bytes: Uint8Array, from: number) => number };

const real: FileSystem = { write: (descriptor, bytes, from) => writeSync(descriptor, bytes, from) };

/**
 * Writes a file as a whole or not at all: beside it, to the disk, then in its place. Whatever fails, what was there before stays
 * and nothing half-written is left.
 */
export function writeAtomically(
  path: string,
  content: Uint8Array | string,
  system: FileSystem = real,
  mode = 0o666,
): void {
  writeAllAtomically([[path, content]], system, mode);
}

/** The same for files that belong together: none takes its place before all are on the disk. */
export function writeAllAtomically(
  files: readonly (readonly [path: string, content: Uint8Array | string])[],
  system: FileSystem = real,
  mode = 0o666,
): void {
  const staged: { path: string; next: string }[] = [];
  let path = "";
  try {
    for (const [wanted, content] of files) {
      path = wanted;
      const next = `${path}.${process.pid}.new`;
      staged.push({ path, next });
      stage(next, typeof content === "string" ? new TextEncoder().encode(content) : content, { system, mode });
    }
    for (const each of staged) {
      path = each.path;
      renameSync(each.next, each.path);
    }
    for (const folder of new Set(staged.map((each) => dirname(each.path)))) syncFolder(folder);
  } catch (error) {
    for (const { next } of staged) discard(next);
    const message = `${path} could not be written: ${why(error)} What was there before is untouched.`;
    throw new PersonaCliError("file-unwritable", message);
  }
}

type Staging = { readonly system: FileSystem; readonly mode: number };

function stage(path: string, bytes: Uint8Array, { system, mode }: Staging): void {
  mkdirSync(dirname(path), { recursive: true });
  const descriptor = openSync(path, "w", mode);
  try {
    for (let from = 0; from < bytes.length;) from += system.write(descriptor, bytes, from);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // What could not be made cannot be removed; the first error is the one to tell.
  }
}

// So that the new name survives a power cut as well as the new bytes.
function syncFolder(folder: string): void {
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function why(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : null;
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return "the disk is full. Free some space and go on with --resume.";
    case "EFBIG":
      return "the file is larger than this process may write. Raise the limit (ulimit -f) and go on with --resume.";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "it may not be written there. Choose another folder.";
    default:
      return `${error instanceof Error ? error.message : String(error)}.`;
  }
}
