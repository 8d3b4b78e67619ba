import { bigint, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";

export const rolloutBatches = pgTable("rollout_batches", {
  id: uuid("id").notNull().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  requestKey: text("request_key").notNull(),
  requestHash: bytea("request_hash").notNull(),
  task: text("task").notNull(),
  bytes: bigint("bytes", { mode: "number" }).notNull(),
  items: integer("items").notNull(),
  done: integer("done").notNull().default(0),
  failed: integer("failed").notNull().default(0),
  createdBy: uuid("created_by").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
});

export const rolloutItems = pgTable("rollout_items", {
  tenantId: uuid("tenant_id").notNull(),
  batchId: uuid("batch_id").notNull(),
  position: integer("position").notNull(),
  jobId: uuid("job_id").notNull(),
  genome: bytea("genome").notNull(),
  seeds: bigint("seeds", { mode: "number" }).array().notNull(),
  attempts: integer("attempts").notNull().default(0),
  endedAs: integer("ended_as"),
  result: text("result"),
  failureCode: text("failure_code"),
  failure: text("failure"),
});
