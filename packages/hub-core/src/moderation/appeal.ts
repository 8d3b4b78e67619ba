import { tables } from "@fleet-persona/db";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { HubError, notFound } from "../hub-error.ts";
import { proseSchema } from "../text.ts";
import { defineCommand, defineQuery } from "../use-case/define.ts";
import type { HoldView, ThingView } from "./moderation.ts";
import { readHolds } from "./read-holds.ts";
import { keyOf, readThings } from "./read-things.ts";

/** Something of the tenant's own that a moderator hid. */
export type OwnHold = HoldView & { readonly thing: ThingView | null };

/** What of the caller's tenant was hidden, why, and what came of an appeal, newest first. */
export const listOwnHolds = defineQuery({
  name: "listOwnHolds",
  scope: "viewer",
  input: z.strictObject({}),
  run: async ({ tx, actor }): Promise<readonly OwnHold[]> => {
    const holds = await readHolds(tx, eq(tables.storeHolds.tenantId, actor.tenantId));
    const things = await readThings(tx, holds);
    return holds.map((hold) => ({ ...hold, thing: things.get(keyOf(hold)) ?? null }));
  },
});

/** Asks for another look at something of the tenant's own that was hidden: once, a second time is a `conflict`. */
export const appealHold = defineCommand({
  name: "appealHold",
  scope: "operator",
  input: z.strictObject({
    holdId: z.uuid(),
    body: proseSchema(3_000).refine((body) => body.length > 0, "say why it should be read again"),
  }),
  run: async ({ tx, actor }, { holdId, body }): Promise<{ readonly holdId: string }> => {
    const { storeAppeals, storeHolds } = tables;
    const { tenantId, userId } = actor;
    const mine = and(eq(storeHolds.tenantId, tenantId), eq(storeHolds.id, holdId));
    const [hold] = await tx.select().from(storeHolds).where(mine);
    if (hold === undefined) throw notFound("decision");
    const [known] = await tx.select().from(storeAppeals).where(eq(storeAppeals.holdId, holdId));
    if (known !== undefined) throw new HubError("conflict", "You appealed: each decision is looked at again once.");
    if (hold.restoredAt !== null) throw new HubError("refused", "It can be read again.", "not-hidden");
    await tx.execute(sql`insert into store_appeals (hold_id, tenant_id, body, appealed_by)
      values (${holdId}, ${tenantId}, ${body}, ${userId})`);
    return { holdId };
  },
  entityId: ({ holdId }) => holdId,
});
