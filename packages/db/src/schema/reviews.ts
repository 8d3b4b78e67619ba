import type { FleetAttribute } from "@fleet-persona/fleet-config";
import { bigint, boolean, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

export const reviewRequests = pgTable("review_requests", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  personaVersionId: uuid("persona_version_id").notNull(),
  reason: text("reason", { enum: ["asked", "new-version"] }).notNull(),
  heldBy: text("held_by").array().notNull().default([]),
  askedBy: uuid("asked_by"),
  askedAt: instant("asked_at").notNull().defaultNow(),
  closedAt: instant("closed_at"),
});

export const reviews = pgTable("reviews", {
  id: uuid("id").notNull().defaultRandom(),
  seq: bigint("seq", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
  tenantId: uuid("tenant_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  personaVersionId: uuid("persona_version_id").notNull(),
  fleets: uuid("fleets").array().notNull(),
  decision: text("decision", { enum: ["approve", "refuse"] }).notNull(),
  mode: text("mode", { enum: ["shadow", "active"] }),
  bounds: jsonb("bounds")
    .$type<Readonly<Record<string, NonNullable<FleetAttribute["bounds"]>>>>()
    .notNull()
    .default({}),
  note: text("note").notNull(),
  quarantineReasons: text("quarantine_reasons").array().notNull().default([]),
  fingerprints: text("fingerprints").array().notNull(),
  reviewedBy: uuid("reviewed_by"),
  reviewedAt: instant("reviewed_at").notNull(),
  secondReviewer: uuid("second_reviewer"),
  secondNote: text("second_note").notNull().default(""),
  decidedAt: instant("decided_at"),
  setAsideAt: instant("set_aside_at"),
  inCharge: boolean("in_charge").notNull().default(true),
});

export const reviewPolicies = pgTable("review_policies", {
  tenantId: uuid("tenant_id").primaryKey(),
  fourEyes: boolean("four_eyes").notNull().default(false),
  autoApprove: boolean("auto_approve").notNull().default(false),
  takeEarly: boolean("take_early").notNull().default(false),
  changedBy: uuid("changed_by").notNull(),
  changedAt: instant("changed_at").notNull().defaultNow(),
});
