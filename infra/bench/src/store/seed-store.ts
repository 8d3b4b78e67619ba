import { randomFromSeed } from "@fleet-persona/learning";
import postgres from "postgres";
import { makeUpListings } from "./seed-listings.ts";
import { seedStatements } from "./seed-statements.ts";
import type { StoreSize } from "./seed-statements.ts";
import { zipfVocabulary } from "./store-words.ts";
import { withoutIndexes } from "./without-indexes.ts";

const refreshed = 2_500;
const filled = ["listings", "persona_versions", "gate_runs", "persona_usage", "buyer_reviews"];

/** The vocabulary that listings are written in and searches are made of. */
export const storeVocabulary = (seed: number): readonly string[] => zipfVocabulary(randomFromSeed(seed), 6_000);

type Seeding = {
  readonly ownerUrl: string;
  readonly size: StoreSize;
  readonly seed: number;
  readonly onStep: (what: string) => void;
};

/** Fills a migrated, empty database with a store: triggers off, whole tables at a time, what triggers would have kept made at the end. */
export async function seedStore({ ownerUrl, size, seed, onStep }: Seeding): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql.unsafe(
      "set session_replication_role = replica; set synchronous_commit = off; set work_mem = '256MB'; set maintenance_work_mem = '512MB'",
    );
    onStep("what listings say");
    await makeUpListings(sql, randomFromSeed(seed + 1), storeVocabulary(seed), size.listings);
    await withoutIndexes(sql, ["listing_search"], async () => {
      await withoutIndexes(sql, filled, async () => {
        for (const [what, statement] of seedStatements) {
          onStep(what);
          await sql.unsafe(
            statement.replaceAll(/:(listings|reviews|sellers|buyers)\b/g, (_, name: keyof StoreSize) =>
              String(size[name]),
            ),
          );
        }
        onStep("indexes");
      });
      await sql.unsafe("analyze");
      onStep("what the search reads");
      await refreshAll(ownerUrl);
      onStep("indexes of the search");
    });
    onStep("statistics");
    await sql.unsafe("vacuum analyze");
  } finally {
    await sql.end();
  }
}

// As many at a time as the machine it is measured on has cores.
async function refreshAll(ownerUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 2, onnotice: () => {}, connection: { synchronous_commit: "off" } });
  try {
    const batches = await sql<{ ids: string[] }[]>`select array_agg(id::text) as ids from listings
      group by (substr(name, 9)::integer - 1) / ${refreshed}`;
    await Promise.all(batches.map(({ ids }) => sql`select refresh_listing_searches(${ids}::uuid[])`));
    await sql.unsafe("select fold_store_terms()");
  } finally {
    await sql.end();
  }
}
