import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { Manifest } from "@fleet-persona/persona";
import { and, eq, or, sql } from "drizzle-orm";
import { partsOf } from "../lifecycle/version-state.ts";

// Deeper lines are cut: nobody reads a tree of a thousand generations.
const mostVersions = 300;
const mostSteps = 12;

/** A version as the family is put together from. */
export type KinRow = {
  readonly id: string;
  readonly listingId: string;
  readonly personaId: string;
  readonly version: number;
  readonly manifest: Manifest;
  readonly evidence: unknown;
  readonly publishedAt: Date;
};

export function addressOf({ personaId, version }: Pick<KinRow, "personaId" | "version">): string {
  return `${personaId}@${version}`;
}

/** Versions of the Persona, then step by step their parents and children elsewhere, until there are no more. */
export async function readKin(tx: Tx, personaId: string): Promise<readonly KinRow[]> {
  const found = new Map<string, KinRow>();
  const add = (rows: readonly KinRow[]): readonly KinRow[] => {
    const fresh = rows.filter(({ id }) => !found.has(id)).slice(0, mostVersions - found.size);
    for (const row of fresh) found.set(row.id, row);
    return fresh;
  };
  const { listings } = tables;
  const { publisher, name } = partsOf(personaId);
  let edge = add(await readRows(tx, and(eq(listings.publisherSlug, publisher), eq(listings.name, name))));
  for (let step = 0; step < mostSteps && edge.length > 0 && found.size < mostVersions; step += 1) {
    const parents = edge.flatMap(({ manifest }) => manifest.training.parents).filter(isAddress);
    const kin = [...(await readAt(tx, [...new Set(parents)])), ...(await readChildren(tx, edge.map(addressOf)))];
    edge = add(kin);
  }
  return [...found.values()].toSorted(
    (a, b) => a.publishedAt.getTime() - b.publishedAt.getTime() || a.version - b.version,
  );
}

const isAddress = (parent: string): boolean => /^[a-z0-9-]{2,40}\/[a-z0-9][a-z0-9-]{0,95}@\d{1,9}$/.test(parent);

function readAt(tx: Tx, addresses: readonly string[]): Promise<readonly KinRow[]> {
  if (addresses.length === 0) return Promise.resolve([]);
  const { listings, personaVersions } = tables;
  const each = addresses.map((address) => {
    const [personaId = "", version = ""] = address.split("@");
    const { publisher, name } = partsOf(personaId);
    return and(
      eq(listings.publisherSlug, publisher),
      eq(listings.name, name),
      eq(personaVersions.version, Number(version)),
    );
  });
  return readRows(tx, or(...each));
}

function readChildren(tx: Tx, addresses: readonly string[]): Promise<readonly KinRow[]> {
  if (addresses.length === 0) return Promise.resolve([]);
  const { personaVersions } = tables;
  const named = sql.join(
    addresses.map((address) => sql`${address}`),
    sql`, `,
  );
  return readRows(tx, sql`${personaVersions.manifest} -> 'training' -> 'parents' ?| array[${named}]`);
}

async function readRows(tx: Tx, where: ReturnType<typeof and>): Promise<readonly KinRow[]> {
  const { listings, personaVersions } = tables;
  return tx
    .select({
      id: personaVersions.id,
      listingId: personaVersions.listingId,
      personaId: sql<string>`${listings.publisherSlug} || '/' || ${listings.name}`,
      version: personaVersions.version,
      manifest: personaVersions.manifest,
      evidence: personaVersions.evidence,
      publishedAt: personaVersions.publishedAt,
    })
    .from(personaVersions)
    .innerJoin(listings, eq(listings.id, personaVersions.listingId))
    .where(where)
    .limit(mostVersions);
}
