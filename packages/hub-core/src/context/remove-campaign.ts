import { tables } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { tellContext } from "./tell-context.ts";

/** Takes a campaign out of a fleet's calendar; `not-found` when it is not in it. */
export const removeCampaign = defineCommand({
  name: "removeCampaign",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema, campaignId: z.uuid() }),
  run: async ({ tx, actor }, { fleetId, campaignId }): Promise<{ readonly campaignId: string }> => {
    const { campaigns } = tables;
    const { tenantId } = actor;
    const mine = and(eq(campaigns.tenantId, tenantId), eq(campaigns.fleetId, fleetId), eq(campaigns.id, campaignId));
    const gone = await tx.delete(campaigns).where(mine).returning({ id: campaigns.id });
    if (gone.length === 0) throw notFound("campaign");
    await tellContext(tx, tenantId, fleetId);
    return { campaignId };
  },
  entityId: ({ campaignId }) => campaignId,
});
