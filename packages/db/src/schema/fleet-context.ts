import { bigint, doublePrecision, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";

export const intents = pgTable("intents", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  name: text("name").notNull(),
  weight: doublePrecision("weight").notNull(),
  startsAt: instant("starts_at").notNull(),
  endsAt: instant("ends_at"),
  target: text("target"),
  declaredBy: uuid("declared_by").notNull(),
  declaredAt: instant("declared_at").notNull().defaultNow(),
  endedAt: instant("ended_at"),
});

export const campaigns = pgTable("campaigns", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  uid: text("uid"),
  name: text("name").notNull(),
  startsAt: instant("starts_at").notNull(),
  endsAt: instant("ends_at").notNull(),
  weight: doublePrecision("weight").notNull(),
  addedBy: uuid("added_by").notNull(),
  addedAt: instant("added_at").notNull().defaultNow(),
});

export const signalSources = pgTable("signal_sources", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  name: text("name").notNull(),
  tokenHash: bytea("token_hash").notNull(),
  signals: text("signals").array().notNull(),
  createdBy: uuid("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  lastSeenAt: instant("last_seen_at"),
  lastError: text("last_error"),
  lastErrorAt: instant("last_error_at"),
  toldAt: instant("told_at"),
  revokedAt: instant("revoked_at"),
});

export const sourceSignals = pgTable("source_signals", {
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  sourceId: uuid("source_id").notNull(),
  signal: text("signal").notNull(),
  unit: text("unit").notNull(),
  value: doublePrecision("value").notNull(),
  observedAt: instant("observed_at").notNull(),
  receivedAt: instant("received_at").notNull(),
});

export const sourceEventSlots = pgTable("source_event_slots", {
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  sourceId: uuid("source_id").notNull(),
  name: text("name").notNull(),
  slot: instant("slot").notNull(),
  count: bigint("count", { mode: "number" }).notNull(),
  total: doublePrecision("total").notNull(),
});

export const apiTokens = pgTable("api_tokens", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  name: text("name").notNull(),
  tokenHash: bytea("token_hash").notNull(),
  scopes: text("scopes").array().notNull(),
  createdBy: uuid("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
  lastUsedAt: instant("last_used_at"),
  revokedAt: instant("revoked_at"),
});
