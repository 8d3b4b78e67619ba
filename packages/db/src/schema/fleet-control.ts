import type { FleetConfig } from "@fleet-persona/fleet-config";
import { bigint, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

export const fleetConfigs = pgTable("fleet_configs", {
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  version: integer("version").notNull(),
  document: jsonb("document").$type<FleetConfig>().notNull(),
  note: text("note").notNull(),
  changedBy: uuid("changed_by").notNull(),
  changedAt: instant("changed_at").notNull().defaultNow(),
});

export const fleetKillSwitches = pgTable("fleet_kill_switches", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  reason: text("reason").notNull(),
  engagedBy: uuid("engaged_by").notNull(),
  engagedAt: instant("engaged_at").notNull().defaultNow(),
  releasedBy: uuid("released_by"),
  releasedAt: instant("released_at"),
});

export const fleetPauses = pgTable("fleet_pauses", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  kind: text("kind", { enum: ["all", "direction", "attribute"] }).notNull(),
  direction: text("direction", { enum: ["grow", "shrink"] }),
  attribute: text("attribute"),
  until: instant("until"),
  createdBy: uuid("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  endedAt: instant("ended_at"),
});

export const attributeResumptions = pgTable("attribute_resumptions", {
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  attribute: text("attribute").notNull(),
  resumedBy: uuid("resumed_by").notNull(),
  resumedAt: instant("resumed_at").notNull().defaultNow(),
});

export const fleetLeases = pgTable("fleet_leases", {
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  epoch: bigint("epoch", { mode: "number" }).notNull(),
  holder: uuid("holder"),
  expiresAt: instant("expires_at").notNull(),
  fleetValues: jsonb("fleet_values").$type<Readonly<Record<string, number | string | boolean>>>().notNull().default({}),
  valuesSeq: bigint("values_seq", { mode: "number" }).notNull().default(0),
  valuesAt: bigint("values_at", { mode: "number" }).notNull().default(0),
});
