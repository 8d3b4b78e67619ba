import { bigint, doublePrecision, integer, jsonb, pgTable, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";

export const metricFrames = pgTable("metric_frames", {
  tenantId: uuid("tenant_id").notNull(),
  hostId: uuid("host_id").notNull(),
  epoch: bigint("epoch", { mode: "number" }).notNull(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  at: instant("at").notNull(),
  dictionaryId: integer("dictionary_id").notNull(),
  samples: doublePrecision("samples").array().$type<(number | null)[]>().notNull(),
});

const recordColumns = {
  tenantId: uuid("tenant_id").notNull(),
  hostId: uuid("host_id").notNull(),
  epoch: bigint("epoch", { mode: "number" }).notNull(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  at: instant("at").notNull(),
  payload: jsonb("payload").notNull(),
};

export const decisions = pgTable("decisions", recordColumns);
export const events = pgTable("events", recordColumns);
