import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { HubError } from "../hub-error.ts";
import { experimentIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { ExperimentSeries } from "./experiment.ts";
import { readRecord } from "./experiment-record.ts";
import type { ExperimentKey } from "./experiment-record.ts";
import { figureSchema, unpacked } from "./look-figures.ts";

/** The effect on one metric with its interval over time, by arm; the goal's when none is named. */
export const experimentSeries = defineQuery({
  name: "experimentSeries",
  scope: "viewer",
  input: z.strictObject({ experimentId: experimentIdSchema, metric: z.string().max(64).optional() }),
  run: async ({ tx, actor }, { experimentId, metric }): Promise<ExperimentSeries> => {
    const key = { tenantId: actor.tenantId, experimentId };
    const { plan } = await readRecord(tx, key);
    const wanted = plan.metrics.find(({ name }) => name === (metric ?? plan.goal));
    if (wanted === undefined) throw new HubError("not-found", "The experiment has no such metric.");
    const looks = await readLooks(tx, key);
    const { name, title, unit, better } = wanted;
    const points = looks.flatMap(({ at, stage, figures }) =>
      figures
        .filter((one) => one.metric === name)
        .map(({ arm, absolute, relative, p, chance, units }) => ({
          at,
          stage,
          arm,
          absolute: unpacked(absolute),
          relative: relative === null ? null : unpacked(relative),
          p,
          chanceToWin: chance,
          units,
        })),
    );
    const first = new Map<number, number>();
    for (const { stage, at } of looks) if (!first.has(stage)) first.set(stage, at);
    return {
      metric: { name, title, unit, better },
      points,
      stages: [...first].map(([stage, at]) => ({ stage, at })),
    };
  },
});

async function readLooks(tx: Tx, { tenantId, experimentId }: ExperimentKey) {
  const { experimentLooks: looks } = tables;
  const rows = await tx
    .select()
    .from(looks)
    .where(and(eq(looks.tenantId, tenantId), eq(looks.experimentId, experimentId)))
    .orderBy(asc(looks.at));
  return rows.map(({ at, stage, figures }) => ({
    at: at.getTime(),
    stage,
    figures: z.array(figureSchema).parse(figures),
  }));
}
