import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";

export const assignments = pgTable("assignments", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  personaVersionId: uuid("persona_version_id").notNull(),
  mode: text("mode", { enum: ["shadow", "active"] }).notNull(),
  assignedBy: uuid("assigned_by").notNull(),
  assignedAt: instant("assigned_at").notNull().defaultNow(),
  approvedAt: instant("approved_at"),
  endedAt: instant("ended_at"),
});

export const publisherPins = pgTable("publisher_pins", {
  tenantId: uuid("tenant_id").notNull(),
  publisherSlug: text("publisher_slug").notNull(),
  fingerprint: text("fingerprint").notNull(),
  publicKey: bytea("public_key").notNull(),
  pinnedAt: instant("pinned_at").notNull().defaultNow(),
  keyringDigest: text("keyring_digest"),
});
