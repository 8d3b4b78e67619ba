import { tables, withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import {
  BUNDLE_TARGETS,
  bundleTargetPath,
  encodeKeyringChain,
  keyringTargetPath,
  targetDigest,
} from "@fleet-persona/persona";
import type { TargetDigest } from "@fleet-persona/persona";
import { asc, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";

type Row = { digest: string; name: string; length: number; sha256: Uint8Array | string };

/** Everything the repository should list now: what passed the gate, and every publisher's keyrings. */
export async function wantedTargets(deps: Deps): Promise<ReadonlyMap<string, TargetDigest>> {
  return withoutTenant(deps.db, async (tx) => {
    const rows = await tx.execute<Row>(sql`select * from bundle_targets()`);
    const bundles = rows.flatMap(({ digest, name, length, sha256 }) => {
      const target = BUNDLE_TARGETS.find((each) => each === name);
      if (target === undefined) return [];
      return [
        [bundleTargetPath(digest, target), { length, sha256: Buffer.from(sha256 as Uint8Array).toString("hex") }],
      ] as const;
    });
    return new Map([...bundles, ...(await keyringTargets(tx))]);
  });
}

async function keyringTargets(tx: Tx): Promise<readonly (readonly [string, TargetDigest])[]> {
  const { publisherKeyrings: keyrings } = tables;
  const rows = await tx
    .select({ slug: keyrings.publisherSlug, envelope: keyrings.envelope })
    .from(keyrings)
    .orderBy(asc(keyrings.publisherSlug), asc(keyrings.version));
  const bySlug = Map.groupBy(rows, ({ slug }) => slug);
  return [...bySlug].map(([slug, chain]) => [
    keyringTargetPath(slug),
    targetDigest(encodeKeyringChain(chain.map(({ envelope }) => envelope))),
  ]);
}
