import { bigint, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

export const platformStaff = pgTable("platform_staff", {
  email: text("email").primaryKey(),
  role: text("role", { enum: ["moderator"] }).notNull(),
});

const thing = {
  kind: text("kind", { enum: ["review", "reply", "listing", "seller"] }).notNull(),
  thingId: uuid("thing_id").notNull(),
};

export const storeReports = pgTable("store_reports", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  ...thing,
  reason: text("reason").notNull(),
  note: text("note").notNull(),
  reportedBy: uuid("reported_by").notNull(),
  reportedAt: instant("reported_at").notNull().defaultNow(),
  closedAt: instant("closed_at"),
  outcome: text("outcome", { enum: ["hidden", "kept"] }),
});

export const storeHolds = pgTable("store_holds", {
  id: uuid("id").primaryKey().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  ...thing,
  listingId: uuid("listing_id"),
  reason: text("reason").notNull(),
  note: text("note").notNull(),
  hiddenBy: uuid("hidden_by").notNull(),
  hiddenAt: instant("hidden_at").notNull().defaultNow(),
  restoredBy: uuid("restored_by"),
  restoredAt: instant("restored_at"),
});

export const storeAppeals = pgTable("store_appeals", {
  holdId: uuid("hold_id").primaryKey(),
  tenantId: uuid("tenant_id").notNull(),
  body: text("body").notNull(),
  appealedBy: uuid("appealed_by").notNull(),
  appealedAt: instant("appealed_at").notNull().defaultNow(),
  decidedBy: uuid("decided_by"),
  decidedAt: instant("decided_at"),
  outcome: text("outcome", { enum: ["restored", "upheld"] }),
  note: text("note"),
});

export const storeHeld = pgTable("store_held", {
  thingId: uuid("thing_id").primaryKey(),
  kind: text("kind", { enum: ["listing", "seller"] }).notNull(),
});

export const moderationLog = pgTable("moderation_log", {
  seq: bigint("seq", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  at: instant("at").notNull().defaultNow(),
  moderator: uuid("moderator").notNull(),
  action: text("action", { enum: ["kept", "hidden", "restored", "appeal-upheld", "appeal-restored"] }).notNull(),
  kind: text("kind", { enum: ["review", "reply", "listing", "seller"] }).notNull(),
  thingId: uuid("thing_id").notNull(),
  holdId: uuid("hold_id"),
  reason: text("reason"),
  note: text("note").notNull(),
  reports: integer("reports").notNull(),
});
