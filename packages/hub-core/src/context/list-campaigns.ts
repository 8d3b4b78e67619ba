import { z } from "zod";
import { requireFleet } from "../fleets/require-fleet.ts";
import { fleetIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { CampaignView } from "./campaign.ts";
import { readCampaigns } from "./read-campaigns.ts";

/** The campaigns of a fleet, the earliest first. */
export const listCampaigns = defineQuery({
  name: "listCampaigns",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema }),
  run: async ({ tx, actor, now }, { fleetId }): Promise<readonly CampaignView[]> => {
    await requireFleet(tx, actor.tenantId, fleetId);
    return readCampaigns(tx, { tenantId: actor.tenantId, fleetId, now });
  },
});
