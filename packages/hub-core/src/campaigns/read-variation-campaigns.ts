import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import { recordOf } from "../experiments/experiment-record.ts";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import type { TenantId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { campaignRecord } from "./keep-campaign.ts";
import { variationCampaignIdSchema } from "./variation-campaign.ts";
import type {
  CampaignRecord,
  VariationCampaignKey,
  VariationCampaignListItem,
  VariationCampaignStepView,
  VariationCampaignView,
} from "./variation-campaign.ts";

/** The tenant's campaigns, newest first; of one fleet when it is named. */
export const listVariationCampaigns = defineQuery({
  name: "listVariationCampaigns",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema.optional(), limit: z.int().min(1).max(100).default(50) }),
  run: async ({ tx, actor }, { fleetId, limit }): Promise<readonly VariationCampaignListItem[]> => {
    const where = fleetId === undefined ? undefined : eq(tables.variationCampaigns.fleetId, fleetId);
    return (await readRows(tx, actor.tenantId, { where, limit })).map(itemOf);
  },
});

/** One campaign with its log. */
export const getVariationCampaign = defineQuery({
  name: "getVariationCampaign",
  scope: "viewer",
  input: z.strictObject({ campaignId: variationCampaignIdSchema }),
  run: ({ tx, actor }, { campaignId }): Promise<VariationCampaignView> =>
    readCampaignView(tx, { tenantId: actor.tenantId, campaignId }),
});

/** One campaign of the tenant; `not-found` otherwise. */
export async function readCampaignView(tx: Tx, key: VariationCampaignKey): Promise<VariationCampaignView> {
  const where = eq(tables.variationCampaigns.id, key.campaignId);
  const [listed] = await readRows(tx, key.tenantId, { where, limit: 1 });
  if (listed === undefined) throw notFound("campaign");
  const { charter, freezes, progress } = listed.record;
  const { control, waiting, tried, current } = progress;
  return {
    ...itemOf(listed),
    charter,
    freezes,
    openedBy: listed.email,
    control,
    waiting,
    tried,
    current:
      current === null
        ? null
        : {
            round: current.round,
            since: current.since,
            variations: current.arms.map(({ variation }) => variation),
            experiment: await readExperimentName(tx, key.tenantId, current.experimentId),
          },
    steps: await readSteps(tx, key),
  };
}

type Listed = {
  readonly record: CampaignRecord;
  readonly endedAt: Date | null;
  readonly fleetName: string;
  readonly fleetSlug: string;
  readonly email: string;
};

async function readRows(
  tx: Tx,
  tenantId: TenantId,
  { where, limit }: { where: SQL | undefined; limit: number },
): Promise<readonly Listed[]> {
  const { fleets, users, variationCampaigns: campaigns } = tables;
  const rows = await tx
    .select({ row: campaigns, fleetName: fleets.name, fleetSlug: fleets.slug, email: users.email })
    .from(campaigns)
    .innerJoin(fleets, and(eq(fleets.tenantId, campaigns.tenantId), eq(fleets.id, campaigns.fleetId)))
    .innerJoin(users, eq(users.id, campaigns.openedBy))
    .where(and(eq(campaigns.tenantId, tenantId), where))
    .orderBy(desc(campaigns.openedAt), desc(campaigns.id))
    .limit(limit);
  return rows.map(({ row, ...named }) => {
    const campaignId = variationCampaignIdSchema.parse(row.id);
    return { ...named, record: campaignRecord({ tenantId, campaignId }, row), endedAt: row.endedAt };
  });
}

function itemOf({ record, endedAt, fleetName, fleetSlug }: Listed): VariationCampaignListItem {
  const { campaignId, fleetId, status, charter, progress, openedAt } = record;
  const { template, budget } = charter;
  const goal = template.metrics.find(({ name }) => name === template.goal);
  return {
    campaignId,
    name: charter.name,
    fleetId,
    fleetName,
    fleetSlug,
    status,
    sentence: sentenceOf(record),
    goal: {
      name: template.goal,
      title: goal?.title ?? template.goal,
      unit: goal?.unit ?? "",
      better: goal?.better ?? "lower",
    },
    rounds: progress.round,
    winners: progress.tried.filter(({ promoted }) => promoted).length,
    gained: progress.gained,
    budget: { ...budget, spentHours: progress.spentMs / 3_600_000 },
    openedAt: openedAt.getTime(),
    endsAt: charter.endsAt,
    endedAt: endedAt?.getTime() ?? null,
  };
}

function sentenceOf({ status, progress }: CampaignRecord): string {
  const { end, waiting, current } = progress;
  if (end !== null) return end.sentence;
  if (status === "paused") return "Paused: it begins nothing until somebody lets it go on.";
  if (waiting !== null) return waiting.sentence;
  if (current === null) return "It is about to propose what to try next.";
  return `Round ${current.round} tries ${current.arms.map(({ variation }) => variation.title).join("; ")}.`;
}

async function readExperimentName(tx: Tx, tenantId: TenantId, experimentId: string | null) {
  if (experimentId === null) return null;
  const { experiments } = tables;
  const mine = and(eq(experiments.tenantId, tenantId), eq(experiments.id, experimentId));
  const [row] = await tx.select().from(experiments).where(mine);
  if (row === undefined) return null;
  const { plan, run } = recordOf(tenantId, row);
  return { experimentId, name: plan.name, status: run.status };
}

async function readSteps(
  tx: Tx,
  { tenantId, campaignId }: VariationCampaignKey,
): Promise<readonly VariationCampaignStepView[]> {
  const { users, variationCampaignSteps: steps } = tables;
  const rows = await tx
    .select({ step: steps, email: users.email })
    .from(steps)
    .leftJoin(users, eq(users.id, steps.saidBy))
    .where(and(eq(steps.tenantId, tenantId), eq(steps.campaignId, campaignId)))
    .orderBy(desc(steps.seq))
    .limit(200);
  return rows.map(({ step: { at, code, sentence, experimentId }, email }) => ({
    at: at.getTime(),
    code,
    sentence,
    experimentId,
    by: email,
  }));
}
