import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNull, sql } from "drizzle-orm";
import { HubError, notFound } from "../hub-error.ts";
import type { TenantId } from "../ids.ts";
import { takeRateToken } from "../rate-limit.ts";
import { proseSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import { policyReasonSchema, reasonsFor, thingSchema } from "./moderation.ts";
import type { Thing } from "./moderation.ts";

const reportsADay = 20;

/**
 * Reports something of the store to its moderators. One open report for each tenant and thing: another one is a `conflict`. `refused`
 * with `own` for what is the tenant's, with `wrong-reason` for a reason that does not fit; 20 a day.
 */
export const reportThing = defineCommand({
  name: "reportThing",
  scope: "viewer",
  input: thingSchema.extend({ reason: policyReasonSchema, note: proseSchema(2_000).default("") }),
  run: async ({ tx, deps, actor }, { kind, thingId, reason, note }): Promise<Thing> => {
    const { storeReports: reports } = tables;
    const { tenantId, userId } = actor;
    if (!reasonsFor(kind).includes(reason))
      throw new HubError("refused", "That is no reason for this kind of thing.", "wrong-reason");
    const owner = await ownerOf(tx, { kind, thingId });
    if (owner === tenantId) throw new HubError("refused", "It is your own: change it, or take it back.", "own");
    const same = and(eq(reports.kind, kind), eq(reports.thingId, thingId), isNull(reports.closedAt));
    const [open] = await tx
      .select({ id: reports.id })
      .from(reports)
      .where(and(same, eq(reports.tenantId, tenantId)));
    if (open !== undefined) throw new HubError("conflict", "You reported it; a moderator will look at it.");
    await takeRateToken(deps, { key: `store-report:${tenantId}`, limit: reportsADay, windowSeconds: 86_400 });
    await tx.execute(sql`insert into store_reports (tenant_id, kind, thing_id, reason, note, reported_by)
      values (${tenantId}, ${kind}, ${thingId}, ${reason}, ${note}, ${userId})`);
    return { kind, thingId };
  },
  entityId: ({ thingId }) => thingId,
});

// Only what the reporter can see can be reported: each table's own policies decide.
async function ownerOf(tx: Tx, { kind, thingId }: Thing): Promise<TenantId | string> {
  const { buyerReviewReplies, buyerReviews, listings, publishers } = tables;
  const row = async (): Promise<{ owner: string } | undefined> => {
    switch (kind) {
      case "review":
        return (
          await tx.select({ owner: buyerReviews.tenantId }).from(buyerReviews).where(eq(buyerReviews.id, thingId))
        )[0];
      case "reply":
        return (
          await tx
            .select({ owner: buyerReviewReplies.tenantId })
            .from(buyerReviewReplies)
            .where(eq(buyerReviewReplies.reviewId, thingId))
        )[0];
      case "listing":
        return (await tx.select({ owner: listings.tenantId }).from(listings).where(eq(listings.id, thingId)))[0];
      case "seller":
        return (await tx.select({ owner: publishers.tenantId }).from(publishers).where(eq(publishers.id, thingId)))[0];
    }
    return kind satisfies never;
  };
  const found = await row();
  if (found === undefined) throw notFound("thing");
  return found.owner;
}
