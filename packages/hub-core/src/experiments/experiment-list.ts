import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { EXPERIMENT_STATUSES, stageMs } from "@fleet-persona/experiments";
import type { Interval, Judgement } from "@fleet-persona/experiments";
import { and, desc, eq, inArray } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import { fleetIdSchema } from "../ids.ts";
import type { TenantId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { ExperimentListItem } from "./experiment.ts";
import { recordOf } from "./experiment-record.ts";
import type { ExperimentRecord } from "./experiment-record.ts";

/** What a look keeps of its judgement. */
export type KeptJudgement = Judgement & { readonly at: number };

/** The tenant's experiments, newest first; of one fleet, in some statuses, of one campaign, when asked for. */
export const listExperiments = defineQuery({
  name: "listExperiments",
  scope: "viewer",
  input: z.strictObject({
    fleetId: fleetIdSchema.optional(),
    statuses: z.array(z.enum(EXPERIMENT_STATUSES)).min(1).optional(),
    campaignId: z.uuid().optional(),
    limit: z.int().min(1).max(200).default(50),
  }),
  run: async ({ tx, actor, now }, { fleetId, statuses, campaignId, limit }): Promise<readonly ExperimentListItem[]> => {
    const { experiments } = tables;
    const where = and(
      fleetId === undefined ? undefined : eq(experiments.fleetId, fleetId),
      statuses === undefined ? undefined : inArray(experiments.status, statuses),
      campaignId === undefined ? undefined : eq(experiments.campaignId, campaignId),
    );
    const rows = await readListed(tx, actor.tenantId, { where, limit });
    return rows.map((row) => listItemOf(row, now));
  },
});

/** An experiment with the names a list shows it with. */
export type Listed = { readonly record: ExperimentRecord; readonly fleetName: string; readonly fleetSlug: string };

export async function readListed(
  tx: Tx,
  tenantId: TenantId,
  { where, limit }: { where: SQL | undefined; limit: number },
): Promise<readonly Listed[]> {
  const { experiments, fleets } = tables;
  const rows = await tx
    .select({ row: experiments, fleetName: fleets.name, fleetSlug: fleets.slug })
    .from(experiments)
    .innerJoin(fleets, and(eq(fleets.tenantId, experiments.tenantId), eq(fleets.id, experiments.fleetId)))
    .where(and(eq(experiments.tenantId, tenantId), where))
    .orderBy(desc(experiments.createdAt), desc(experiments.id))
    .limit(limit);
  return rows.map(({ row, fleetName, fleetSlug }) => ({ record: recordOf(tenantId, row), fleetName, fleetSlug }));
}

export function listItemOf({ record, fleetName, fleetSlug }: Listed, now: Date): ExperimentListItem {
  const { experimentId, number, plan, run, fleetId, row } = record;
  const judgement = judgementOf(record);
  const goal = plan.metrics.find(({ name }) => name === plan.goal);
  const { name = plan.goal, title = plan.goal, unit = "", better = "lower" } = goal ?? {};
  return {
    experimentId,
    number,
    name: plan.name,
    fleetId,
    fleetName,
    fleetSlug,
    status: run.status,
    sentence: sayNow(record, judgement, now),
    goal: { name, title, unit, better },
    arms: plan.arms.map((arm) => ({ name: arm.name, title: arm.title })),
    verdict: judgement?.overall ?? null,
    effect: effectOf(record, judgement),
    campaignId: row.campaignId,
    createdAt: row.createdAt.getTime(),
    startedAt: row.startedAt?.getTime() ?? null,
    endedAt: row.endedAt?.getTime() ?? null,
  };
}

/** The newest look's judgement; null before there was one. */
export function judgementOf({ row }: ExperimentRecord): KeptJudgement | null {
  // Written by this package from what the judge of the same version said.
  return row.judgement as KeptJudgement | null;
}

function effectOf({ plan, run }: ExperimentRecord, judgement: KeptJudgement | null): ExperimentListItem["effect"] {
  if (judgement === null) return null;
  const better = plan.metrics.find(({ name }) => name === plan.goal)?.better ?? "lower";
  const goals = judgement.comparisons.filter(({ metric }) => metric === plan.goal);
  const gain = ({ estimate }: Interval): number => (better === "higher" ? estimate : -estimate);
  const sorted = goals.toSorted((a, b) => gain(b.sequential.absolute) - gain(a.sequential.absolute));
  const best = goals.find(({ arm }) => arm === run.winner) ?? sorted[0];
  return best === undefined
    ? null
    : { arm: best.arm, absolute: best.sequential.absolute, relative: best.sequential.relative };
}

function sayNow(record: ExperimentRecord, judgement: KeptJudgement | null, now: Date): string {
  const { run, plan } = record;
  const { stage } = run;
  // Whoever stopped it: what was found comes first.
  if (run.end?.code === "stopped-by-hand" && judgement !== null)
    return `${judgement.overall.sentence} ${run.end.sentence}`;
  if (run.end !== null) return run.end.sentence;
  if (run.pause !== null) return run.pause.sentence;
  switch (run.status) {
    case "draft":
      return "A plan that nobody has started.";
    case "aa":
      return `All arms run as the control, ${Math.round(stageMs(run, now.getTime()) / 1000)} of ${plan.aaS} s.`;
    case "running":
      return plan.design.kind === "switchback"
        ? "The arms take turns, block by block."
        : `${stage?.percent ?? 0} % of each arm's hosts are on it.`;
    case "confirming":
      return "The winner is confirmed on fresh units.";
    case "awaiting-promotion":
      return "A winner waits for a person to promote it.";
    case "holdout":
      return "The winner is in charge; the holdout goes on measuring.";
    case "paused":
    case "promoted":
    case "concluded":
    case "rolled-back":
    case "stopped":
      return "";
    default:
      return run.status satisfies never;
  }
}
