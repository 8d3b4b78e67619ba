import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { experimentPlanSchema, hostUnitSchema, runSchema } from "@fleet-persona/experiments";
import type { Experiment, ExperimentPlan, Run } from "@fleet-persona/experiments";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { notFound } from "../hub-error.ts";
import { experimentIdSchema, fleetIdSchema } from "../ids.ts";
import type { ExperimentId, FleetId, TenantId } from "../ids.ts";
import { resolvedSchema } from "./resolved.ts";
import type { Resolved } from "./resolved.ts";

export type ExperimentKey = { readonly tenantId: TenantId; readonly experimentId: ExperimentId };

/** An experiment as it is kept, with its parts parsed. */
export type ExperimentRecord = ExperimentKey & {
  readonly fleetId: FleetId;
  readonly number: number;
  readonly plan: ExperimentPlan;
  readonly run: Run;
  readonly resolved: Resolved | null;
  readonly row: typeof tables.experiments.$inferSelect;
};

/** The statuses that hold a fleet, as the index that allows one of them knows them. */
export const openStatuses = ["aa", "running", "confirming", "awaiting-promotion", "holdout", "paused"] as const;

/** One experiment of the tenant; `not-found` otherwise. */
export async function readRecord(tx: Tx, { tenantId, experimentId }: ExperimentKey): Promise<ExperimentRecord> {
  const [found] = await readRecords(tx, tenantId, eq(tables.experiments.id, experimentId));
  if (found === undefined) throw notFound("experiment");
  return found;
}

/** The open experiment of a fleet; null when none holds it. */
export async function readOpenRecord(tx: Tx, tenantId: TenantId, fleetId: FleetId): Promise<ExperimentRecord | null> {
  const { experiments } = tables;
  const open = and(eq(experiments.fleetId, fleetId), inArray(experiments.status, [...openStatuses]));
  return (await readRecords(tx, tenantId, open))[0] ?? null;
}

async function readRecords(tx: Tx, tenantId: TenantId, where: SQL | undefined): Promise<readonly ExperimentRecord[]> {
  const { experiments } = tables;
  const rows = await tx
    .select()
    .from(experiments)
    .where(and(eq(experiments.tenantId, tenantId), where));
  return rows.map((row) => recordOf(tenantId, row));
}

/** A row with its parts parsed. */
export function recordOf(tenantId: TenantId, row: typeof tables.experiments.$inferSelect): ExperimentRecord {
  return {
    tenantId,
    experimentId: experimentIdSchema.parse(row.id),
    fleetId: fleetIdSchema.parse(row.fleetId),
    number: row.number,
    plan: experimentPlanSchema.parse(row.plan),
    run: runSchema.parse(row.run),
    resolved: row.resolved === null ? null : resolvedSchema.parse(row.resolved),
    row,
  };
}

/** The experiment as its state machine takes it, with the hosts that were dealt; with one of them where only that one matters. */
export async function readMachine(tx: Tx, record: ExperimentRecord, hostId?: string): Promise<Experiment> {
  const { experimentUnits: units } = tables;
  const rows = await tx
    .select({ unit: units.unit, detail: units.detail })
    .from(units)
    .where(
      and(
        eq(units.tenantId, record.tenantId),
        eq(units.experimentId, record.experimentId),
        eq(units.kind, "host"),
        hostId === undefined ? undefined : eq(units.unit, hostId),
      ),
    )
    .orderBy(asc(units.unit));
  const hosts = Object.fromEntries(rows.map(({ unit, detail }) => [unit, hostUnitSchema.parse(detail)]));
  return { seed: record.experimentId, plan: record.plan, run: record.run, hosts };
}
