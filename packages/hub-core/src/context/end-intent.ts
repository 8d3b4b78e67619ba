import { tables } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import type { IntentView } from "./intent.ts";
import { readIntent } from "./read-intents.ts";
import { tellContext } from "./tell-context.ts";

/** Ends an intent now; `not-found` when it is none of this fleet or over already. */
export const endIntent = defineCommand({
  name: "endIntent",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema, intentId: z.uuid() }),
  run: async ({ tx, actor, now }, { fleetId, intentId }): Promise<IntentView> => {
    const { intents } = tables;
    const { tenantId } = actor;
    const mine = and(eq(intents.tenantId, tenantId), eq(intents.fleetId, fleetId), eq(intents.id, intentId));
    const ended = await tx
      .update(intents)
      .set({ endedAt: now })
      .where(and(mine, isNull(intents.endedAt)))
      .returning({ id: intents.id });
    if (ended.length === 0) throw notFound("intent");
    await tellContext(tx, tenantId, fleetId);
    return readIntent(tx, { tenantId, fleetId, now }, intentId);
  },
  entityId: (intent) => intent.intentId,
});
