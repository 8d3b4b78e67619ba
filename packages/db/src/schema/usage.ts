import { bigint, pgTable, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

export const personaUsage = pgTable("persona_usage", {
  tenantId: uuid("tenant_id").notNull(),
  hostId: uuid("host_id").notNull(),
  personaVersionId: uuid("persona_version_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  firstAt: instant("first_at").notNull(),
  lastAt: instant("last_at").notNull(),
  seconds: bigint("seconds", { mode: "number" }).notNull().default(0),
});
