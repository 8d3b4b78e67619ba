import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
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
    mkdirSync(elsewhere);
    chmodSync(elsewhere, 0o755);
    writeFileSync(join(elsewhere, "folder"), folder);
    writeFileSync(marker, `${elsewhere}\n`);
  }
  forgetDeleted(shared);
  return join(elsewhere, "data");
}

/** Makes an empty private folder for initdb, owned by the server's user. */
export function makeDataFolder(data: string, account: ServerAccount | null): void {
  rmSync(data, { recursive: true, force: true });
  // Not recursive: that would close the parent to the server's user as well.
  mkdirSync(data, { mode: 0o700 });
  if (account !== null) chownSync(data, account.uid, account.gid);
}

// Data whose folder somebody deleted will not be asked for again.
function forgetDeleted(shared: string): void {
  for (const name of readdirSync(shared).filter((entry) => entry.startsWith("data-"))) {
    const origin = join(shared, name, "folder");
    if (existsSync(origin) && !existsSync(readFileSync(origin, "utf8"))) {
      rmSync(join(shared, name), { recursive: true, force: true });
    }
  }
}

function reachableByAll(folder: string): boolean {
  for (let path = folder; ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
    if (dirname(path) === path) return true;
  }
}
