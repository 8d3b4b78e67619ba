import { bigint, boolean, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

export const experiments = pgTable("experiments", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  number: integer("number").notNull(),
  plan: jsonb("plan").notNull(),
  status: text("status", {
    enum: [
      "draft",
      "aa",
      "running",
      "confirming",
      "awaiting-promotion",
      "holdout",
      "paused",
      "promoted",
      "concluded",
      "rolled-back",
      "stopped",
    ],
  })
    .notNull()
    .default("draft"),
  run: jsonb("run").notNull(),
  resolved: jsonb("resolved"),
  power: jsonb("power"),
  judgement: jsonb("judgement"),
  memory: jsonb("memory").notNull().default({}),
  campaignId: uuid("campaign_id"),
  createdBy: uuid("created_by").notNull(),
  createdAt: instant("created_at").notNull(),
  startedBy: uuid("started_by"),
  startedAt: instant("started_at"),
  endedAt: instant("ended_at"),
  nextLookAt: instant("next_look_at"),
});

const ofExperiment = { tenantId: uuid("tenant_id").notNull(), experimentId: uuid("experiment_id").notNull() };

export const experimentVersions = pgTable("experiment_versions", {
  ...ofExperiment,
  fleetId: uuid("fleet_id").notNull(),
  personaVersionId: uuid("persona_version_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  live: boolean("live").notNull(),
});

export const experimentUnits = pgTable("experiment_units", {
  ...ofExperiment,
  unit: text("unit").notNull(),
  kind: text("kind", { enum: ["host", "block"] }).notNull(),
  arm: text("arm"),
  detail: jsonb("detail").notNull().default({}),
  enrolledAt: instant("enrolled_at").notNull(),
  leftAt: instant("left_at"),
  countedUntil: instant("counted_until"),
});

export const experimentTotals = pgTable("experiment_totals", {
  ...ofExperiment,
  stage: integer("stage").notNull(),
  unit: text("unit").notNull(),
  arm: text("arm").notNull(),
  totals: jsonb("totals").notNull(),
  frames: bigint("frames", { mode: "number" }).notNull(),
  stray: bigint("stray", { mode: "number" }).notNull(),
});

export const experimentLooks = pgTable("experiment_looks", {
  ...ofExperiment,
  stage: integer("stage").notNull(),
  at: instant("at").notNull(),
  figures: jsonb("figures").notNull(),
});

export const experimentSteps = pgTable("experiment_steps", {
  ...ofExperiment,
  seq: integer("seq").notNull(),
  at: instant("at").notNull(),
  code: text("code").notNull(),
  sentence: text("sentence").notNull(),
  saidBy: uuid("said_by"),
});

export const measuredEffects = pgTable("measured_effects", {
  id: uuid("id").notNull().defaultRandom(),
  ...ofExperiment,
  listingId: uuid("listing_id").notNull(),
  personaVersionId: uuid("persona_version_id").notNull(),
  effect: jsonb("effect").notNull(),
  publishedBy: uuid("published_by").notNull(),
  publishedAt: instant("published_at").notNull(),
  withdrawnAt: instant("withdrawn_at"),
});
