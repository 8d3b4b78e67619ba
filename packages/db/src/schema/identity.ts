import { integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";

export const users = pgTable("users", {
  id: uuid("id").primaryKey().defaultRandom(),
  email: text("email").notNull(),
  name: text("name"),
  image: text("image"),
  emailVerified: instant("email_verified"),
  createdAt: instant("created_at").notNull().defaultNow(),
});

export const accounts = pgTable("accounts", {
  provider: text("provider").notNull(),
  providerAccountId: text("provider_account_id").notNull(),
  type: text("type").notNull(),
  userId: uuid("user_id").notNull(),
});

export const sessions = pgTable("sessions", {
  tokenHash: bytea("token_hash").primaryKey(),
  userId: uuid("user_id").notNull(),
  expiresAt: instant("expires_at").notNull(),
});

export const verificationTokens = pgTable("verification_tokens", {
  identifier: text("identifier").notNull(),
  tokenHash: bytea("token_hash").notNull(),
  expiresAt: instant("expires_at").notNull(),
});

export const outboxMessages = pgTable("outbox_messages", {
  id: uuid("id").primaryKey().defaultRandom(),
  recipient: text("recipient").notNull(),
  subject: text("subject").notNull(),
  body: text("body").notNull(),
  url: text("url"),
  createdAt: instant("created_at").notNull().defaultNow(),
});

export const rateLimits = pgTable("rate_limits", {
  key: text("key").notNull(),
  windowStart: instant("window_start").notNull(),
  count: integer("count").notNull(),
});

export const tenants = pgTable("tenants", {
  id: uuid("id").primaryKey().defaultRandom(),
  slug: text("slug").notNull(),
  name: text("name").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});

export const memberships = pgTable("memberships", {
  tenantId: uuid("tenant_id").notNull(),
  userId: uuid("user_id").notNull(),
  role: text("role", { enum: ["owner", "admin", "operator", "viewer"] }).notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
});
