import { tables } from "@fleet-persona/db";
import type { GateSeries } from "@fleet-persona/persona";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { personaVersionIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { readGateReport } from "./read-gate.ts";
import { unpackSeries } from "./series-codec.ts";
import { thinSeries } from "./thin-series.ts";

/** What a version and its baselines did in the gate's scenarios, one run of each, thinned to `points` moments. Empty without a report. */
export const getGateSeries = defineQuery({
  name: "getGateSeries",
  scope: "viewer",
  input: z.strictObject({ personaVersionId: personaVersionIdSchema, points: z.int().min(20).max(600).default(150) }),
  run: async ({ tx }, { personaVersionId, points }): Promise<readonly GateSeries[]> => {
    const judged = await readGateReport(tx, personaVersionId);
    if (judged === null) return [];
    const { gateSeries } = tables;
    const [row] = await tx.select().from(gateSeries).where(eq(gateSeries.gateRunId, judged.runId));
    if (row === undefined) return [];
    const shown = new Map(
      judged.report.behaviour?.scenarios.map(({ name, worst_moment: worst, seeds }) => [name, worst?.seed ?? seeds[0]]),
    );
    const wanted = unpackSeries(row.content).filter(({ scenario, seed }) => shown.get(scenario) === seed);
    return wanted.map((series) => thinSeries(series, points));
  },
});
