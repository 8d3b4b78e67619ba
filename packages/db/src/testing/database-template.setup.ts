import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { templateVariable } from "./database-template.ts";

/** Run by vitest before the integration tests: a place for the database that theirs are copied from. */
export async function setup(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "fleet-persona-template-"));
  await chmod(folder, 0o711);
  process.env[templateVariable] = folder;
}

/** Run when they are over. */
export async function teardown(): Promise<void> {
  const folder = process.env[templateVariable];
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}
