import { pgTable, text, uuid } from "drizzle-orm/pg-core";

export const storeNames = pgTable("store_names", {
  tenantId: uuid("tenant_id").notNull(),
  kind: text("kind", { enum: ["publisher", "listing"] }).notNull(),
  thingId: uuid("thing_id").notNull(),
  part: text("part", { enum: ["address", "title"] }).notNull(),
  name: text("name").notNull(),
  skeleton: text("skeleton").notNull(),
});

export const reservedNames = pgTable("reserved_names", {
  slug: text("slug").primaryKey(),
  email: text("email").notNull(),
});
