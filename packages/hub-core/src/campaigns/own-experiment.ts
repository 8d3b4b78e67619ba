import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { hasEnded } from "@fleet-persona/experiments";
import type { ExperimentPlan, Judgement, OwnExperiment } from "@fleet-persona/experiments";
import { and, desc, eq, gte } from "drizzle-orm";
import { recordOf } from "../experiments/experiment-record.ts";
import type { ExperimentRecord } from "../experiments/experiment-record.ts";
import type { CampaignRecord } from "./variation-campaign.ts";

/** The experiment of the round under way: by its id, or the one that was planned and never written down. */
export async function readOwnExperiment(
  tx: Tx,
  { tenantId, campaignId, progress }: Pick<CampaignRecord, "tenantId" | "campaignId" | "progress">,
): Promise<OwnExperiment | null> {
  const { experiments } = tables;
  const { current } = progress;
  if (current === null) return null;
  const which =
    current.experimentId === null
      ? gte(experiments.createdAt, new Date(current.since))
      : eq(experiments.id, current.experimentId);
  const [row] = await tx
    .select()
    .from(experiments)
    .where(and(eq(experiments.tenantId, tenantId), eq(experiments.campaignId, campaignId), which))
    .orderBy(desc(experiments.number))
    .limit(1);
  return row === undefined ? null : ownExperiment(recordOf(tenantId, row));
}

function ownExperiment(record: ExperimentRecord): OwnExperiment {
  const { experimentId, run, row } = record;
  return {
    experimentId,
    started: run.status !== "draft",
    pause: run.pause === null || run.status !== "paused" ? null : run.pause,
    awaitsPromotion: run.status === "awaiting-promotion",
    ended: hasEnded(run.status) ? endedOf(record, row) : null,
  };
}

function endedOf({ run, plan }: ExperimentRecord, row: typeof tables.experiments.$inferSelect): OwnExperiment["ended"] {
  const judgement = row.judgement as Judgement | null;
  const { at, code, sentence } = run.end ?? { at: row.endedAt?.getTime() ?? 0, code: run.status, sentence: "" };
  const arms = plan.arms.slice(1).map(({ name }) => {
    const word = judgement?.arms.find(({ arm }) => arm === name);
    return {
      arm: name,
      verdict: word?.verdict ?? ("no-data" as const),
      sentence: word?.sentence ?? sentence,
      effect: gainOf(judgement, plan, name),
    };
  });
  return {
    at,
    status: run.status,
    code,
    sentence,
    tookMs: Math.max(0, at - (row.startedAt?.getTime() ?? at)),
    promoted: run.status === "promoted" ? run.winner : null,
    guardrailBroken:
      code === "guardrail-broken" || (judgement?.guardrails ?? []).some(({ state }) => state === "broken"),
    arms,
  };
}

/** The effect on the goal as a share of the control's value, turned so that positive is better. */
function gainOf(judgement: Judgement | null, { goal, metrics }: ExperimentPlan, name: string) {
  const found = judgement?.comparisons.find(({ metric, arm }) => metric === goal && arm === name);
  const relative = found?.sequential.relative ?? null;
  if (relative === null || ![relative.estimate, relative.low, relative.high].every(Number.isFinite)) return null;
  const { estimate, low, high } = relative;
  const lower = metrics.find((metric) => metric.name === goal)?.better === "lower";
  return lower ? { estimate: -estimate, low: -high, high: -low } : { estimate, low, high };
}
