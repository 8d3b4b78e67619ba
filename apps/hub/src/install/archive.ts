import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";

export type Archive = { readonly path: string; readonly bytes: number; readonly sha256: string };

const known = new Map<string, Archive & { readonly modifiedMs: number }>();

/** Size and SHA-256 (hex) of the agent archive, worked out again when the file changes; null when it is not there. */
export async function archiveAt(path: string): Promise<Archive | null> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) return null;
  const before = known.get(path);
  if (before !== undefined && before.modifiedMs === found.mtimeMs && before.bytes === found.size) return before;
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  const archive = { path, bytes: found.size, sha256: hash.digest("hex"), modifiedMs: found.mtimeMs };
  known.set(path, archive);
  return archive;
}
