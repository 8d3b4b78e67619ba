import { tables, withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq, lte } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { notFound } from "../hub-error.ts";

type Role = (typeof tables.tufMetadata.$inferSelect)["role"];

/** One signed document of the repository, as `packages/trust` makes it. `expiresAt`: ms since 1970. */
export type RepositoryDocument = {
  readonly role: Role;
  readonly version: number;
  readonly expiresAt: number;
  readonly body: Uint8Array;
};

// How many timestamps are kept behind the newest: nobody asks for them by number.
const KEPT_TIMESTAMPS = 20;

/** The newest document of each role but root; null before all three are there. */
export async function readCurrentMetadata(
  deps: Deps,
): Promise<{ readonly targets: Uint8Array; readonly snapshot: Uint8Array; readonly timestamp: Uint8Array } | null> {
  return withoutTenant(deps.db, async (tx) => {
    const targets = await newest(tx, "targets");
    const snapshot = await newest(tx, "snapshot");
    const timestamp = await newest(tx, "timestamp");
    if (targets === undefined || snapshot === undefined || timestamp === undefined) return null;
    return { targets: targets.body, snapshot: snapshot.body, timestamp: timestamp.body };
  });
}

/** Keeps documents that belong together; rejects when another worker made the same versions meanwhile. */
export async function storeMetadata(deps: Deps, documents: readonly RepositoryDocument[]): Promise<void> {
  if (documents.length === 0) return;
  const { tufMetadata } = tables;
  const createdAt = deps.now();
  await withoutTenant(deps.db, async (tx) => {
    await tx
      .insert(tufMetadata)
      .values(documents.map(({ expiresAt, ...rest }) => ({ ...rest, expiresAt: new Date(expiresAt), createdAt })));
    const timestamp = documents.find(({ role }) => role === "timestamp");
    if (timestamp === undefined) return;
    const old = lte(tufMetadata.version, timestamp.version - KEPT_TIMESTAMPS);
    await tx.delete(tufMetadata).where(and(eq(tufMetadata.role, "timestamp"), old));
  });
}

/** Keeps roots; those that are there already stay as they are. */
export async function storeRoots(deps: Deps, roots: readonly RepositoryDocument[]): Promise<void> {
  const createdAt = deps.now();
  const rows = roots.map(({ expiresAt, ...rest }) => ({ ...rest, expiresAt: new Date(expiresAt), createdAt }));
  if (rows.length === 0) return;
  await withoutTenant(deps.db, (tx) => tx.insert(tables.tufMetadata).values(rows).onConflictDoNothing());
}

/** A document by the name clients ask for: `timestamp.json` or `N.root.json`, `N.snapshot.json`, `N.targets.json`. */
export async function readRepositoryFile(deps: Deps, name: string): Promise<Uint8Array> {
  const [, version, role] = /^(?:(\d{1,9})\.(root|snapshot|targets)\.json|timestamp\.json)$/.exec(name) ?? [undefined];
  if (name !== "timestamp.json" && (version === undefined || role === undefined)) throw notFound("document");
  const { tufMetadata } = tables;
  const found = await withoutTenant(deps.db, async (tx) => {
    if (version === undefined) return newest(tx, "timestamp");
    const named = and(eq(tufMetadata.role, role as Role), eq(tufMetadata.version, Number(version)));
    const [row] = await tx.select().from(tufMetadata).where(named);
    return row;
  });
  if (found === undefined) throw notFound("document");
  return found.body;
}

async function newest(tx: Tx, role: Role): Promise<typeof tables.tufMetadata.$inferSelect | undefined> {
  const { tufMetadata } = tables;
  const [row] = await tx
    .select()
    .from(tufMetadata)
    .where(eq(tufMetadata.role, role))
    .orderBy(desc(tufMetadata.version))
    .limit(1);
  return row;
}
