import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, eq, gt } from "drizzle-orm";
import type { FleetId, TenantId } from "../ids.ts";
import type { CampaignView } from "./campaign.ts";
import { phaseOf } from "./intent.ts";

type Wanted = { readonly tenantId: TenantId; readonly fleetId: FleetId; readonly now: Date };

/** As many campaigns as a fleet may have ahead of it, and as one context message may carry. */
export const mostCampaigns = 256;

/** The campaigns of a fleet, the earliest first. Those long over are deleted by the worker. */
export async function readCampaigns(tx: Tx, { tenantId, fleetId, now }: Wanted): Promise<readonly CampaignView[]> {
  const { campaigns, users } = tables;
  const rows = await tx
    .select({ row: campaigns, email: users.email })
    .from(campaigns)
    .innerJoin(users, eq(users.id, campaigns.addedBy))
    .where(and(eq(campaigns.tenantId, tenantId), eq(campaigns.fleetId, fleetId)))
    .orderBy(asc(campaigns.startsAt), asc(campaigns.id));
  return rows.map(({ row, email }) => ({
    campaignId: row.id,
    uid: row.uid,
    name: row.name,
    startsAt: row.startsAt.getTime(),
    endsAt: row.endsAt.getTime(),
    weight: row.weight,
    phase: phaseOf(row.startsAt.getTime(), row.endsAt.getTime(), now),
    addedBy: email,
    addedAt: row.addedAt.getTime(),
  }));
}

/** How many campaigns of a fleet are not over yet. */
export async function countCampaignsAhead(tx: Tx, { tenantId, fleetId, now }: Wanted): Promise<number> {
  const { campaigns } = tables;
  const ahead = and(eq(campaigns.tenantId, tenantId), eq(campaigns.fleetId, fleetId), gt(campaigns.endsAt, now));
  return tx.$count(campaigns, ahead);
}
