import type { GateReport } from "@fleet-persona/persona";
import { bigint, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";

// How far a run has come: its step, and how many of that step's parts are done.
type GateProgress = {
  readonly step: "sandbox" | "fuzzing" | "scenarios";
  readonly done: number;
  readonly total: number;
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** `tenantId` is the seller. */
export const gateRuns = pgTable("gate_runs", {
  id: uuid("id").primaryKey().defaultRandom(),
  tenantId: uuid("tenant_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  personaVersionId: uuid("persona_version_id").notNull(),
  seq: bigint("seq", { mode: "number" }).notNull().generatedAlwaysAsIdentity(),
  jobId: uuid("job_id").notNull(),
  status: text("status", { enum: ["queued", "running", "done", "failed"] }).notNull(),
  rulesVersion: integer("rules_version"),
  attempts: integer("attempts").notNull().default(0),
  verdict: text("verdict", { enum: ["passed", "quarantined", "rejected"] }),
  progress: jsonb("progress").$type<GateProgress>(),
  report: jsonb("report").$type<GateReport>(),
  failure: text("failure"),
  queuedAt: instant("queued_at").notNull().defaultNow(),
  startedAt: instant("started_at"),
  finishedAt: instant("finished_at"),
});

export const gateSeries = pgTable("gate_series", {
  gateRunId: uuid("gate_run_id").primaryKey(),
  tenantId: uuid("tenant_id").notNull(),
  listingId: uuid("listing_id").notNull(),
  content: bytea("content").notNull(),
});
