import { bigint, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";

/** `tenantId` is whose fleet it is here and in `learningUses`, the author in the other two. */
export const learningConsents = pgTable("learning_consents", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  alias: uuid("alias").notNull().defaultRandom(),
  terms: integer("terms").notNull(),
  givenBy: uuid("given_by").notNull(),
  givenAt: instant("given_at").notNull(),
  withdrawnBy: uuid("withdrawn_by"),
  withdrawnAt: instant("withdrawn_at"),
});

export const learningUses = pgTable("learning_uses", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  consentId: uuid("consent_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  refinementId: uuid("refinement_id").notNull(),
  datasetVersion: text("dataset_version").notNull(),
  experiments: uuid("experiments").array().notNull(),
  steps: bigint("steps", { mode: "number" }).notNull(),
  usedAt: instant("used_at").notNull(),
});

export const refinements = pgTable("refinements", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  parentVersionId: uuid("parent_version_id").notNull(),
  jobId: uuid("job_id").notNull(),
  method: text("method", { enum: ["dqn", "ppo", "evolution"] }).notNull(),
  settings: jsonb("settings").notNull().default({}),
  seed: bigint("seed", { mode: "number" }).notNull(),
  experiments: uuid("experiments").array().notNull(),
  status: text("status", { enum: ["queued", "running", "done", "failed"] })
    .notNull()
    .default("queued"),
  attempts: integer("attempts").notNull().default(0),
  progress: jsonb("progress"),
  requestedBy: uuid("requested_by").notNull(),
  requestedAt: instant("requested_at").notNull(),
  startedAt: instant("started_at"),
  endedAt: instant("ended_at"),
  datasetVersion: text("dataset_version"),
  provenance: jsonb("provenance"),
  report: jsonb("report"),
  failureCode: text("failure_code"),
  failure: text("failure"),
});

export const refinementFiles = pgTable("refinement_files", {
  tenantId: uuid("tenant_id").notNull(),
  refinementId: uuid("refinement_id").notNull(),
  name: text("name").notNull(),
  sha256: bytea("sha256").notNull(),
  content: bytea("content").notNull(),
});
