import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { startEmbeddedPostgres } from "../embedded/start.ts";
import { migrate } from "../migrations/migrate.ts";

const run = promisify(execFile);

/** Names a folder for this run's template; without it every database is made from nothing. */
export const templateVariable = "FLEET_PERSONA_DATABASE_TEMPLATE";

/**
 * Puts a migrated database into an empty folder, as a copy of one that this run makes when it first needs it. Does nothing where no
 * folder is named for that, or somebody else is making it just now.
 */
export async function copyTemplate(folder: string): Promise<void> {
  const templates = process.env[templateVariable];
  if (templates === undefined || !existsSync(templates)) return;
  const ready = join(templates, "ready");
  if (!existsSync(ready) && !(await make(templates, ready))) return;
  // With owners and modes: the data is that of the server's user.
  await run("cp", ["-a", `${ready}/.`, folder]);
}

async function make(templates: string, ready: string): Promise<boolean> {
  const making = join(templates, "making");
  try {
    await mkdir(making);
  } catch {
    return false;
  }
  await chmod(making, 0o711);
  {
    await using server = await startEmbeddedPostgres({ folder: making, durable: false });
    await migrate({ ownerUrl: server.ownerUrl });
  }
  // Elsewhere where the server's user cannot get here: a copy of this folder would be none of the data.
  if (!existsSync(join(making, "data"))) return false;
  await rm(join(making, "claimed-by"), { force: true });
  await rename(making, ready);
  return true;
}
