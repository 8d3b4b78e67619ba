import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import { everyOf } from "./condition.ts";
import { intents } from "./intents.ts";
import type { Intent } from "./intents.ts";
import { readStoreRows } from "./read-store-rows.ts";
import { anyOf, readTerms, termsOfIntent } from "./search-terms.ts";
import type { StoreRow } from "./store-page.ts";

/** What serves an intent best today, the best first. `lower`: by how much at the worse end of the interval, against the reactive rule. */
export type IntentBest = {
  readonly intent: Intent;
  readonly best: readonly { readonly row: StoreRow; readonly lower: number }[];
};

/**
 * For each intent the listings that qualify by their tags or signals, are offered and not rejected: first whose effect has the higher
 * lower bound on the intent's side of the evidence, measured or repeated by the gate; then by rank.
 */
export const bestForIntents = defineQuery({
  name: "bestForIntents",
  scope: "public",
  input: z.strictObject({ limit: z.int().min(1).max(5).default(1) }),
  run: async ({ tx }, { limit }): Promise<readonly IntentBest[]> => {
    const found = await Promise.all(intents.map((intent) => readBest(tx, intent, limit)));
    const rows = await readStoreRows(tx, [...new Set(found.flatMap((best) => best.map(({ id }) => id)))]);
    const byId = new Map<string, StoreRow>(rows.map((row) => [row.listingId, row]));
    return intents.map((intent, place) => ({
      intent,
      best: (found[place] ?? []).flatMap(({ id, lower }) => {
        const row = byId.get(id);
        return row === undefined ? [] : [{ row, lower }];
      }),
    }));
  },
});

async function readBest(
  tx: Tx,
  { slug, best }: Intent,
  limit: number,
): Promise<readonly { id: string; lower: number }[]> {
  const wanted = termsOfIntent(slug);
  const qualifies = anyOf("labels", await readTerms(tx, wanted), wanted);
  const side = best === "cost" ? sql`s.effect_cost` : sql`s.effect_breach`;
  const rows = await tx.execute<{ id: string; lower: number }>(sql`
    select s.listing_id as id, ${side} as lower from listing_search s
    where ${everyOf([qualifies])} and s.rank > 0
    order by ${side} desc, s.rank desc, s.listing_id limit ${limit}`);
  return [...rows];
}
