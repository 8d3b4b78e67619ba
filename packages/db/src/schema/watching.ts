import { boolean, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";

export const storeEvents = pgTable("store_events", {
  id: uuid("id").primaryKey().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  kind: text("kind").notNull(),
  listingId: uuid("listing_id"),
  publisherId: uuid("publisher_id"),
  personaVersionId: uuid("persona_version_id"),
  personaId: text("persona_id"),
  title: text("title").notNull(),
  version: integer("version"),
  toTenantId: uuid("to_tenant_id"),
  toUserId: uuid("to_user_id"),
  ref: text("ref"),
  summary: text("summary").notNull(),
  owed: boolean("owed").notNull(),
  urgent: boolean("urgent").notNull(),
  at: instant("at").notNull(),
  fannedOutAt: instant("fanned_out_at"),
});

export const follows = pgTable("follows", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  userId: uuid("user_id"),
  listingId: uuid("listing_id"),
  publisherId: uuid("publisher_id"),
  followedBy: uuid("followed_by").notNull(),
  followedAt: instant("followed_at").notNull(),
});

export const noticeChoices = pgTable("notice_choices", {
  tenantId: uuid("tenant_id").notNull(),
  userId: uuid("user_id").notNull(),
  kind: text("kind").notNull(),
  inApp: boolean("in_app").notNull(),
  mail: boolean("mail").notNull(),
});

export const notices = pgTable("notices", {
  tenantId: uuid("tenant_id").notNull(),
  userId: uuid("user_id").notNull(),
  eventId: uuid("event_id").notNull(),
  kind: text("kind").notNull(),
  at: instant("at").notNull(),
  inApp: boolean("in_app").notNull(),
  readAt: instant("read_at"),
  mail: text("mail", { enum: ["none", "now", "digest", "sent", "given-up"] }).notNull(),
  mailAttempts: integer("mail_attempts").notNull().default(0),
  mailClaimedUntil: instant("mail_claimed_until"),
});

export const webhookEndpoints = pgTable("webhook_endpoints", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  url: text("url").notNull(),
  kinds: text("kinds").array().notNull(),
  secret: bytea("secret").notNull(),
  secretHint: text("secret_hint").notNull(),
  previousSecret: bytea("previous_secret"),
  previousUntil: instant("previous_until"),
  createdBy: uuid("created_by").notNull(),
  createdAt: instant("created_at").notNull(),
  failingSince: instant("failing_since"),
  disabledAt: instant("disabled_at"),
  disabledBecause: text("disabled_because", { enum: ["gone", "failing", "by-hand"] }),
  removedAt: instant("removed_at"),
  claimedUntil: instant("claimed_until"),
});

export const webhookDeliveries = pgTable("webhook_deliveries", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  endpointId: uuid("endpoint_id").notNull(),
  eventId: uuid("event_id"),
  kind: text("kind").notNull(),
  status: text("status", { enum: ["waiting", "delivered", "failed"] })
    .notNull()
    .default("waiting"),
  attempts: integer("attempts").notNull().default(0),
  createdAt: instant("created_at").notNull(),
  nextAt: instant("next_at"),
  endedAt: instant("ended_at"),
});

export const webhookAttempts = pgTable("webhook_attempts", {
  tenantId: uuid("tenant_id").notNull(),
  deliveryId: uuid("delivery_id").notNull(),
  number: integer("number").notNull(),
  at: instant("at").notNull(),
  responseStatus: integer("response_status"),
  failure: text("failure"),
  durationMs: integer("duration_ms").notNull(),
  response: text("response").notNull(),
});

export const publisherDomains = pgTable("publisher_domains", {
  publisherId: uuid("publisher_id").primaryKey(),
  tenantId: uuid("tenant_id").notNull(),
  domain: text("domain").notNull(),
  token: text("token").notNull(),
  startedBy: uuid("started_by").notNull(),
  startedAt: instant("started_at").notNull(),
  verifiedAt: instant("verified_at"),
  checkedAt: instant("checked_at"),
  failingSince: instant("failing_since"),
  lastFinding: text("last_finding", { enum: ["right", "wrong", "none", "unanswered"] }),
});
