import { bigint, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns.ts";

export const auditHeads = pgTable("audit_heads", {
  tenantId: uuid("tenant_id").primaryKey(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  hash: bytea("hash").notNull(),
});

export const auditLog = pgTable("audit_log", {
  tenantId: uuid("tenant_id").notNull(),
  seq: bigint("seq", { mode: "number" }).notNull(),
  at: instant("at").notNull(),
  actor: text("actor").notNull(),
  command: text("command").notNull(),
  entityId: text("entity_id").notNull(),
  details: jsonb("details").notNull(),
  previousHash: bytea("previous_hash").notNull(),
  hash: bytea("hash").notNull(),
});
