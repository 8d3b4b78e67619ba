import { bigint, boolean, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";

export const fleets = pgTable("fleets", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  slug: text("slug").notNull(),
  name: text("name").notNull(),
  revision: bigint("revision", { mode: "number" }).notNull().default(1),
  paused: boolean("paused").notNull().default(false),
  pausedUntil: instant("paused_until"),
  sharesLoad: boolean("shares_load").notNull().default(true),
  createdAt: instant("created_at").notNull().defaultNow(),
});

export const enrolmentTokens = pgTable("enrolment_tokens", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  tokenHash: bytea("token_hash").notNull(),
  createdBy: uuid("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

export const hosts = pgTable("hosts", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  name: text("name").notNull(),
  publicKey: bytea("public_key").notNull(),
  fingerprint: text("fingerprint").notNull(),
  agentVersion: text("agent_version").notNull(),
  protocol: integer("protocol"),
  capabilities: jsonb("capabilities"),
  status: jsonb("status"),
  liveness: text("liveness", { enum: ["new", "online", "offline"] })
    .notNull()
    .default("new"),
  lastSeenAt: instant("last_seen_at"),
  enrolledAt: instant("enrolled_at").notNull().defaultNow(),
});

export const agentLeases = pgTable("agent_leases", {
  tenantId: uuid("tenant_id").notNull(),
  hostId: uuid("host_id").notNull(),
  epoch: bigint("epoch", { mode: "number" }).notNull(),
  sessionId: uuid("session_id").notNull(),
  gatewayId: text("gateway_id").notNull(),
  tokenHash: bytea("token_hash").notNull(),
  openedAt: instant("opened_at").notNull(),
  renewedAt: instant("renewed_at").notNull(),
  closedAt: instant("closed_at"),
});

export const frameDictionaries = pgTable("frame_dictionaries", {
  tenantId: uuid("tenant_id").notNull(),
  hostId: uuid("host_id").notNull(),
  epoch: bigint("epoch", { mode: "number" }).notNull(),
  dictionaryId: integer("dictionary_id").notNull(),
  signals: jsonb("signals").$type<readonly { readonly name: string; readonly unit: string }[]>().notNull(),
});
