import { tables } from "@fleet-persona/db";
import { desc, isNull } from "drizzle-orm";
import { z } from "zod";
import { readStoreRows } from "../store/read-store-rows.ts";
import type { StoreRow } from "../store/store-page.ts";
import { defineQuery } from "../use-case/define.ts";

// One listing may be told of often: so many effects are looked through for a few different ones.
const effectsALine = 8;

/** Listings of which some tenant has just told what it measured, the newest first, each once. */
export const listNewlyMeasured = defineQuery({
  name: "listNewlyMeasured",
  scope: "public",
  input: z.strictObject({ limit: z.int().min(1).max(20).default(5) }),
  run: async ({ tx }, { limit }): Promise<readonly StoreRow[]> => {
    const { measuredEffects: effects } = tables;
    const newest = await tx
      .select({ listingId: effects.listingId })
      .from(effects)
      .where(isNull(effects.withdrawnAt))
      .orderBy(desc(effects.publishedAt))
      .limit(limit * effectsALine);
    const rows = await readStoreRows(tx, [...new Set(newest.map(({ listingId }) => listingId))].slice(0, limit));
    // What does not count for anybody is not led to either.
    return rows.filter(({ measured }) => measured !== null);
  },
});
