import { doublePrecision, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";

/** What a search shows and sorts by; the database keeps it right. `tenantId` is the seller. Its term arrays are read in SQL alone. */
export const listingSearch = pgTable("listing_search", {
  listingId: uuid("listing_id").primaryKey(),
  tenantId: uuid("tenant_id").notNull(),
  publisherSlug: text("publisher_slug").notNull(),
  effectBreach: doublePrecision("effect_breach").notNull(),
  effectCost: doublePrecision("effect_cost").notNull(),
  rank: doublePrecision("rank").notNull(),
  shown: jsonb("shown").notNull(),
});
