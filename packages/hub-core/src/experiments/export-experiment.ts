import { tables } from "@fleet-persona/db";
import { exportJudgement, figureOf } from "@fleet-persona/experiments";
import type { MetricTotals } from "@fleet-persona/experiments";
import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { experimentIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { judgementOf } from "./experiment-list.ts";
import { readRecord } from "./experiment-record.ts";
import type { ExperimentRecord } from "./experiment-record.ts";

/** What everybody can check a verdict with. */
export type ExperimentExport = {
  readonly filename: string;
  readonly contentType: "text/csv" | "application/json";
  readonly text: string;
};

const columns = ["stage", "unit", "arm", "metric", "frames", "sum", "weight", "figure"] as const;

/**
 * The figures of an experiment as CSV (RFC 4180) or JSON. `units`: a row for each stage, unit and metric; stage 0 is what hosts did before it.
 * `verdict`: a row for each arm and metric of the newest judgement, with intervals and guardrails; of JSON the judgement itself.
 */
export const exportExperiment = defineQuery({
  name: "exportExperiment",
  scope: "viewer",
  input: z.strictObject({
    experimentId: experimentIdSchema,
    format: z.enum(["csv", "json"]).default("csv"),
    table: z.enum(["units", "verdict"]).default("units"),
  }),
  run: async ({ tx, actor }, { experimentId, format, table }): Promise<ExperimentExport> => {
    const { experimentTotals: totals } = tables;
    const record = await readRecord(tx, { tenantId: actor.tenantId, experimentId });
    const { plan, number } = record;
    if (table === "verdict") return verdictOf(record, format);
    const kept = await tx
      .select()
      .from(totals)
      .where(and(eq(totals.tenantId, actor.tenantId), eq(totals.experimentId, experimentId)))
      .orderBy(asc(totals.stage), asc(totals.unit));
    const rows = kept.flatMap(({ stage, unit, arm, totals: sums }) =>
      plan.metrics.flatMap((metric) => {
        const total = (sums as Readonly<Record<string, MetricTotals>>)[metric.name];
        if (total === undefined) return [];
        const { frames, sum, weight } = total;
        return [{ stage, unit, arm, metric: metric.name, frames, sum, weight, figure: figureOf(metric, total) }];
      }),
    );
    const name = `experiment-${number}`;
    if (format === "json")
      return {
        filename: `${name}.json`,
        contentType: "application/json",
        text: JSON.stringify({ plan, rows }, null, 2),
      };
    const lines = rows.map((row) => columns.map((column) => csvField(row[column])).join(","));
    return {
      filename: `${name}.csv`,
      contentType: "text/csv",
      text: `${[columns.join(","), ...lines].join("\r\n")}\r\n`,
    };
  },
});

function verdictOf(record: ExperimentRecord, format: "csv" | "json"): ExperimentExport {
  const { plan, number } = record;
  const judgement = judgementOf(record);
  const name = `experiment-${number}-verdict`;
  if (format === "json") {
    const text = JSON.stringify({ plan, judgement }, null, 2);
    return { filename: `${name}.json`, contentType: "application/json", text };
  }
  const nothing = {
    overall: { arm: "", verdict: "no-data", sentence: "" },
    arms: [],
    comparisons: [],
    guardrails: [],
    faults: [],
    sampleRatioP: null,
  } as const;
  return { filename: `${name}.csv`, contentType: "text/csv", text: exportJudgement(plan, judgement ?? nothing) };
}

// Names come from schemas without quotes, commas or formulas; units are ids.
function csvField(value: string | number | null): string {
  return value === null ? "" : String(value);
}
