import { createHash } from "node:crypto";
import { chownSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ServerAccount } from "./server-account.ts";

/**
 * Where the cluster's files go: `folder/data` when the server's user can get there, else a folder of its own under `shared`.
 * A marker in `folder` ties the two together: whoever deletes `folder` starts with an empty database.
 */
export function dataFolder(folder: string, account: ServerAccount | null, shared: string | null): string {
  mkdirSync(folder, { recursive: true });
  if (account === null || shared === null || reachableByAll(folder)) return join(folder, "data");
  const elsewhere = join(shared, `data-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`);
  const marker = join(folder, "data-folder");
  if (!existsSync(marker)) {
    rmSync(elsewhere, { recursive: true, force: true });
    writeFileSync(marker, `${elsewhere}\n`);
  }
  return join(elsewhere, "data");
}

/** Makes an empty private folder for initdb, owned by the server's user. */
export function makeDataFolder(data: string, account: ServerAccount | null): void {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  if (account !== null) chownSync(data, account.uid, account.gid);
}

function reachableByAll(folder: string): boolean {
  for (let path = folder; ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
    if (dirname(path) === path) return true;
  }
}
