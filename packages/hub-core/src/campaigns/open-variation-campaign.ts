import { randomInt } from "node:crypto";
import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { campaignCharterSchema, freshProgress } from "@fleet-persona/experiments";
import { freezeSchema } from "@fleet-persona/fleet-config";
import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import { lockFleet } from "../fleets/require-fleet.ts";
import { HubError } from "../hub-error.ts";
import { fleetIdSchema, listingIdSchema } from "../ids.ts";
import type { FleetId, TenantId } from "../ids.ts";
import { requireEntitlement } from "../reviews/read-version.ts";
import { isStorableJson } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import { readInCharge } from "./campaign-facts.ts";
import { addSteps } from "./keep-campaign.ts";
import { readCampaignView } from "./read-variation-campaigns.ts";
import { variationCampaignIdSchema } from "./variation-campaign.ts";
import type { VariationCampaignView } from "./variation-campaign.ts";

/**
 * Lets the hub vary what steers a fleet within the charter, in the caller's name, until its end. `refused` with `campaign-open` (one at a
 * time for a fleet), `nothing-acts` (no Persona is in charge as active), `not-entitled`; an end in the past is `invalid-input`.
 */
export const openVariationCampaign = defineCommand({
  name: "openVariationCampaign",
  scope: "admin",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    charter: campaignCharterSchema,
    freezes: z.array(freezeSchema).max(32).default([]),
    /** Of what the search draws; the same seed draws the same. */
    seed: z.int().min(0).max(4_294_967_295).optional(),
  }),
  run: async ({ tx, actor, now }, { fleetId, charter, freezes, seed }): Promise<VariationCampaignView> => {
    const { tenantId, userId } = actor;
    if (!isStorableJson([charter, freezes]))
      throw new HubError("invalid-input", "charter: cannot be stored", "charter");
    if (charter.endsAt <= now.getTime() + charter.template.minS * 1000)
      throw new HubError("invalid-input", "charter.endsAt: leaves no time for one experiment", "charter.endsAt");
    const { slug } = await lockFleet(tx, tenantId, fleetId);
    await refuseSecond(tx, tenantId, fleetId);
    if ((await readInCharge(tx, { tenantId, fleetId, slug })) === null) {
      const message =
        "A campaign varies what acts on a fleet, and nothing does. Have a Persona approved as active first.";
      throw new HubError("refused", message, "nothing-acts");
    }
    for (const listing of charter.versionsOf)
      await requireEntitlement(tx, { tenantId, now, listingId: listingIdSchema.parse(listing) });
    const kept = { charter, freezes, seed: seed ?? randomInt(4_294_967_296) };
    const row = {
      tenantId,
      fleetId,
      charter: kept,
      progress: freshProgress,
      openedBy: userId,
      openedAt: now,
      nextStepAt: now,
    };
    const [made] = await tx
      .insert(tables.variationCampaigns)
      .values(row)
      .returning({ id: tables.variationCampaigns.id });
    const campaignId = variationCampaignIdSchema.parse(made?.id);
    const { hours, experiments, percent } = charter.budget;
    const sentence = `Opened: at most ${hours} hours and ${experiments} experiments, at most ${percent} % of the hosts at a time.`;
    await addSteps(
      tx,
      { tenantId, campaignId },
      { notes: [{ code: "opened", sentence, experimentId: null }], now, by: userId },
    );
    return readCampaignView(tx, { tenantId, campaignId });
  },
  entityId: ({ campaignId }) => campaignId,
  details: ({ fleetId, charter }) => ({ fleetId, name: charter.name, budget: charter.budget, endsAt: charter.endsAt }),
});

async function refuseSecond(tx: Tx, tenantId: TenantId, fleetId: FleetId): Promise<void> {
  const { variationCampaigns: campaigns } = tables;
  const open = await tx.$count(
    campaigns,
    and(eq(campaigns.tenantId, tenantId), eq(campaigns.fleetId, fleetId), ne(campaigns.status, "ended")),
  );
  if (open > 0) throw new HubError("refused", "A campaign is open on this fleet: end it first.", "campaign-open");
}
