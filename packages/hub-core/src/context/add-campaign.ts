import { tables } from "@fleet-persona/db";
import { z } from "zod";
import { lockFleet } from "../fleets/require-fleet.ts";
import { HubError, notFound } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import { lineSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import type { CampaignView } from "./campaign.ts";
import { instantSchema } from "./instant.ts";
import { countCampaignsAhead, mostCampaigns, readCampaigns } from "./read-campaigns.ts";
import { tellContext } from "./tell-context.ts";

/** Says that something planned will bring people from `startsAt` until `endsAt`, and how much it weighs (0..1). */
export const addCampaign = defineCommand({
  name: "addCampaign",
  scope: "operator",
  input: z
    .strictObject({
      fleetId: fleetIdSchema,
      name: lineSchema(80),
      startsAt: instantSchema,
      endsAt: instantSchema,
      weight: z.number().min(0).max(1).default(1),
    })
    .refine(({ startsAt, endsAt }) => startsAt < endsAt, { path: ["endsAt"], message: "must be later than the start" }),
  run: async ({ tx, actor, now }, { fleetId, name, startsAt, endsAt, weight }): Promise<CampaignView> => {
    const { tenantId, userId } = actor;
    const wanted = { tenantId, fleetId, now };
    await lockFleet(tx, tenantId, fleetId);
    if (endsAt <= now.getTime()) throw new HubError("invalid-input", "endsAt: is over already", "endsAt");
    if ((await countCampaignsAhead(tx, wanted)) >= mostCampaigns)
      throw new HubError("conflict", `A fleet has at most ${mostCampaigns} campaigns ahead; remove one first.`);
    const times = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
    const [made] = await tx
      .insert(tables.campaigns)
      .values({ tenantId, fleetId, name, ...times, weight, addedBy: userId, addedAt: now })
      .returning({ id: tables.campaigns.id });
    await tellContext(tx, tenantId, fleetId);
    const campaign = (await readCampaigns(tx, wanted)).find(({ campaignId }) => campaignId === made?.id);
    if (campaign === undefined) throw notFound("campaign");
    return campaign;
  },
  entityId: (campaign) => campaign.campaignId,
});
