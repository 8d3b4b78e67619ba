import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { CampaignEffect, CampaignProgress } from "@fleet-persona/experiments";
import { and, eq, isNotNull, max } from "drizzle-orm";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import type { UserId } from "../ids.ts";
import { keptCharterSchema, progressSchema } from "./variation-campaign.ts";
import type { CampaignRecord, VariationCampaignKey } from "./variation-campaign.ts";

type Note = Omit<Extract<CampaignEffect, { kind: "note" }>, "kind">;

/** A campaign, locked until commit; `not-found` unless it is the tenant's. */
export async function lockCampaign(tx: Tx, key: VariationCampaignKey): Promise<CampaignRecord> {
  const { variationCampaigns: campaigns } = tables;
  const [row] = await tx.select().from(campaigns).where(mine(key)).for("update");
  if (row === undefined) throw notFound("campaign");
  return campaignRecord(key, row);
}

/** A campaign that is due and that nobody else looks at, locked until commit; null otherwise. */
export async function claimCampaign(tx: Tx, key: VariationCampaignKey, now: Date): Promise<CampaignRecord | null> {
  const { variationCampaigns: campaigns } = tables;
  const [row] = await tx.select().from(campaigns).where(mine(key)).for("update", { skipLocked: true });
  if (row === undefined || row.nextStepAt === null || row.nextStepAt > now) return null;
  return campaignRecord(key, row);
}

/** The id of who opened a campaign; `not-found` unless it is the tenant's. */
export async function readOpener(tx: Tx, key: VariationCampaignKey): Promise<string> {
  const { variationCampaigns: campaigns } = tables;
  const [row] = await tx.select({ openedBy: campaigns.openedBy }).from(campaigns).where(mine(key));
  if (row === undefined) throw notFound("campaign");
  return row.openedBy;
}

/** A row with its parts parsed. */
export function campaignRecord(
  { tenantId, campaignId }: VariationCampaignKey,
  row: typeof tables.variationCampaigns.$inferSelect,
): CampaignRecord {
  return {
    tenantId,
    campaignId,
    ...keptCharterSchema.parse(row.charter),
    fleetId: fleetIdSchema.parse(row.fleetId),
    status: row.status,
    progress: progressSchema.parse(row.progress),
    openedBy: row.openedBy,
    openedAt: row.openedAt,
  };
}

type Kept = {
  readonly progress: CampaignProgress;
  readonly status: CampaignRecord["status"];
  readonly notes: readonly Note[];
  readonly now: Date;
  readonly by: UserId | null;
  /** When somebody has to look again; null: nobody does. */
  readonly nextStepAt: Date | null;
};

/** Keeps where a campaign is and what happened. It is locked. */
export async function keepCampaign(tx: Tx, key: VariationCampaignKey, kept: Kept): Promise<void> {
  const { variationCampaigns: campaigns } = tables;
  const { progress, status, now } = kept;
  const over = progress.end !== null;
  await tx
    .update(campaigns)
    .set({
      progress,
      status: over ? "ended" : status,
      endedAt: over ? now : null,
      nextStepAt: over || status !== "open" ? null : kept.nextStepAt,
    })
    .where(mine(key));
  await addSteps(tx, key, kept);
}

/** Looks again later; nothing where nobody has to. */
export async function putOff(tx: Tx, key: VariationCampaignKey, nextStepAt: Date): Promise<void> {
  const { variationCampaigns: campaigns } = tables;
  await tx
    .update(campaigns)
    .set({ nextStepAt })
    .where(and(mine(key), isNotNull(campaigns.nextStepAt)));
}

/** Adds lines to a campaign's log. It is locked. */
export async function addSteps(
  tx: Tx,
  { tenantId, campaignId }: VariationCampaignKey,
  { notes, now, by }: Pick<Kept, "notes" | "now" | "by">,
): Promise<void> {
  const { variationCampaignSteps: steps } = tables;
  if (notes.length === 0) return;
  const [last] = await tx
    .select({ seq: max(steps.seq) })
    .from(steps)
    .where(and(eq(steps.tenantId, tenantId), eq(steps.campaignId, campaignId)));
  const first = (last?.seq ?? 0) + 1;
  await tx.insert(steps).values(
    notes.map(({ code, sentence, experimentId }, index) => ({
      tenantId,
      campaignId,
      seq: first + index,
      at: now,
      code,
      sentence,
      experimentId,
      saidBy: by,
    })),
  );
}

/** The notes among effects. */
export function notesOf(effects: readonly CampaignEffect[]): readonly Note[] {
  return effects.filter((effect) => effect.kind === "note");
}

function mine({ tenantId, campaignId }: VariationCampaignKey) {
  const { variationCampaigns: campaigns } = tables;
  return and(eq(campaigns.tenantId, tenantId), eq(campaigns.id, campaignId));
}
