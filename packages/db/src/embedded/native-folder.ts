import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DbError } from "../db-error.ts";
import type { PlatformPackage } from "./platform-package.ts";

/** A folder every user may enter and only root may write: where the server's user can reach what root's clone hides. */
export async function sharedFolder(): Promise<string> {
  const preferred = "/var/cache/fleet-persona";
  try {
    await mkdir(preferred, { recursive: true });
    await chmod(preferred, 0o755);
    return preferred;
  } catch {
    const fallback = join(tmpdir(), "fleet-persona-root");
    await mkdir(fallback, { recursive: true, mode: 0o755 });
    const owner = await stat(fallback);
    if (owner.uid !== 0) throw new DbError("start-failed", `${fallback} belongs to somebody else; remove it.`);
    return fallback;
  }
}

/** Copies the binaries once per version. Any number may race: each makes its own copy, one rename wins. */
export async function copyNative({ native, label }: PlatformPackage, shared: string): Promise<string> {
  const target = join(shared, `postgresql-${label}`);
  if (existsSync(target)) return target;
  const partial = `${target}.${randomUUID()}.partial`;
  try {
    await cp(native, partial, { recursive: true, verbatimSymlinks: true });
    await openToAll(partial);
    await rename(partial, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return target;
}

// A strict umask at install time must not keep the server's user out.
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToAll(path);
    else if (entry.isFile()) await chmod(path, folder.endsWith("/bin") ? 0o755 : 0o644);
  }
}
