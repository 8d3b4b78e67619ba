import { integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

export const versionNotices = pgTable("version_notices", {
  id: uuid("id").primaryKey().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  personaVersionId: uuid("persona_version_id").notNull(),
  kind: text("kind", { enum: ["deprecated", "yanked", "revoked"] }).notNull(),
  reason: text("reason").notNull(),
  successor: integer("successor"),
  saidBy: uuid("said_by").notNull(),
  saidAt: instant("said_at").notNull().defaultNow(),
  withdrawnBy: uuid("withdrawn_by"),
  withdrawnAt: instant("withdrawn_at"),
});

export const advisories = pgTable("advisories", {
  id: uuid("id").primaryKey().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  severity: text("severity", { enum: ["low", "moderate", "high", "critical"] }).notNull(),
  title: text("title").notNull(),
  body: text("body").notNull(),
  affected: integer("affected").array().notNull(),
  fixedIn: integer("fixed_in"),
  publishedBy: uuid("published_by").notNull(),
  publishedAt: instant("published_at").notNull().defaultNow(),
  withdrawnBy: uuid("withdrawn_by"),
  withdrawnAt: instant("withdrawn_at"),
});

export const revocationPaces = pgTable("revocation_paces", {
  tenantId: uuid("tenant_id").primaryKey(),
  kind: text("kind", { enum: ["waves", "at-once"] }).notNull(),
  waves: integer("waves").notNull(),
  windowS: integer("window_s").notNull(),
  changedBy: uuid("changed_by").notNull(),
  changedAt: instant("changed_at").notNull().defaultNow(),
});

export const trials = pgTable("trials", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  personaVersionId: uuid("persona_version_id").notNull(),
  jobId: uuid("job_id").notNull(),
  status: text("status", { enum: ["queued", "running", "done", "failed"] })
    .notNull()
    .default("queued"),
  attempts: integer("attempts").notNull().default(0),
  since: instant("since").notNull(),
  until: instant("until").notNull(),
  requestedBy: uuid("requested_by").notNull(),
  requestedAt: instant("requested_at").notNull().defaultNow(),
  startedAt: instant("started_at"),
  endedAt: instant("ended_at"),
  report: jsonb("report"),
  failureCode: text("failure_code"),
  failure: text("failure"),
  expiresAt: instant("expires_at").notNull(),
});
