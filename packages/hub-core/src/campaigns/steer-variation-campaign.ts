import type { Tx } from "@fleet-persona/db";
import type { CampaignProgress } from "@fleet-persona/experiments";
import { z } from "zod";
import type { Actor } from "../actor.ts";
import type { Deps } from "../deps.ts";
import { stopExperiment } from "../experiments/steer-experiment.ts";
import { HubError } from "../hub-error.ts";
import { experimentIdSchema } from "../ids.ts";
import { proseSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import { keepCampaign, lockCampaign } from "./keep-campaign.ts";
import { readOwnExperiment } from "./own-experiment.ts";
import { readCampaignView } from "./read-variation-campaigns.ts";
import { variationCampaignIdSchema } from "./variation-campaign.ts";
import type { CampaignRecord, VariationCampaignId, VariationCampaignView } from "./variation-campaign.ts";

const inputSchema = z.strictObject({ campaignId: variationCampaignIdSchema, reason: proseSchema(500).default("") });
type Context = { readonly deps: Deps; readonly tx: Tx; readonly actor: Actor; readonly now: Date };
type Change = {
  readonly status: CampaignRecord["status"];
  readonly code: string;
  readonly sentence: string;
  readonly progress?: CampaignProgress;
};

/** Begins no further experiment until somebody goes on; the one under way runs to its end. */
export const pauseVariationCampaign = defineCommand({
  name: "pauseVariationCampaign",
  scope: "admin",
  input: inputSchema,
  run: (context, { campaignId, reason }): Promise<VariationCampaignView> =>
    steer(context, campaignId, ({ status }) => {
      if (status !== "open") throw new HubError("conflict", "It is not open.", "campaign-not-open");
      return { status: "paused", code: "paused", sentence: said("Paused by hand.", reason) };
    }),
  entityId: ({ campaignId }) => campaignId,
});

/** Goes on from a pause. */
export const resumeVariationCampaign = defineCommand({
  name: "resumeVariationCampaign",
  scope: "admin",
  input: inputSchema,
  run: (context, { campaignId, reason }): Promise<VariationCampaignView> =>
    steer(context, campaignId, ({ status }) => {
      if (status !== "paused") throw new HubError("conflict", "It is not paused.", "campaign-not-paused");
      return { status: "open", code: "resumed", sentence: said("Somebody let it go on.", reason) };
    }),
  entityId: ({ campaignId }) => campaignId,
});

/** Ends it for good, and its experiment with it: what was in charge is in charge again. What it adopted stays. */
export const endVariationCampaign = defineCommand({
  name: "endVariationCampaign",
  scope: "admin",
  input: inputSchema,
  run: async (context, { campaignId, reason }): Promise<VariationCampaignView> =>
    steer(context, campaignId, async (record) => {
      if (record.status === "ended") throw new HubError("conflict", "It is over.", "campaign-ended");
      await stopOwn(context, record);
      const sentence = said("Ended by hand.", reason);
      const end = { at: context.now.getTime(), code: "ended-by-hand", sentence };
      const progress = { ...record.progress, current: null, waiting: null, end };
      return { status: "ended", code: "ended-by-hand", sentence, progress };
    }),
  entityId: ({ campaignId }) => campaignId,
});

function said(sentence: string, reason: string): string {
  return reason === "" ? sentence : `${sentence} ${reason}`;
}

async function stopOwn(context: Context, record: CampaignRecord): Promise<void> {
  const own = await readOwnExperiment(context.tx, record);
  if (own === null || !own.started || own.ended !== null) return;
  const experimentId = experimentIdSchema.parse(own.experimentId);
  await stopExperiment.run(context, { experimentId, reason: "Its campaign was ended." });
}

async function steer(
  { tx, actor, now }: Context,
  campaignId: VariationCampaignId,
  decide: (record: CampaignRecord) => Change | Promise<Change>,
): Promise<VariationCampaignView> {
  const key = { tenantId: actor.tenantId, campaignId };
  const record = await lockCampaign(tx, key);
  const { status, code, sentence, progress = record.progress } = await decide(record);
  const notes = [{ code, sentence, experimentId: null }];
  await keepCampaign(tx, key, { progress, status, notes, now, by: actor.userId, nextStepAt: now });
  return readCampaignView(tx, key);
}
