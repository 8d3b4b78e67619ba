import { integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

export const variationCampaigns = pgTable("variation_campaigns", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  fleetId: uuid("fleet_id").notNull(),
  charter: jsonb("charter").notNull(),
  status: text("status", { enum: ["open", "paused", "ended"] })
    .notNull()
    .default("open"),
  progress: jsonb("progress").notNull(),
  openedBy: uuid("opened_by").notNull(),
  openedAt: instant("opened_at").notNull(),
  endedAt: instant("ended_at"),
  nextStepAt: instant("next_step_at"),
});

export const variationCampaignSteps = pgTable("variation_campaign_steps", {
  tenantId: uuid("tenant_id").notNull(),
  campaignId: uuid("campaign_id").notNull(),
  seq: integer("seq").notNull(),
  at: instant("at").notNull(),
  code: text("code").notNull(),
  sentence: text("sentence").notNull(),
  experimentId: uuid("experiment_id"),
  saidBy: uuid("said_by"),
});
