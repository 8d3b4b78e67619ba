import { tables } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { tellContext } from "../context/tell-context.ts";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";

/** Ends a source: its token opens nothing any more, and what it told is told no longer. */
export const revokeSource = defineCommand({
  name: "revokeSource",
  scope: "admin",
  input: z.strictObject({ fleetId: fleetIdSchema, sourceId: z.uuid() }),
  run: async ({ tx, actor, now }, { fleetId, sourceId }): Promise<{ readonly sourceId: string }> => {
    const { signalSources: sources } = tables;
    const { tenantId } = actor;
    const mine = and(eq(sources.tenantId, tenantId), eq(sources.fleetId, fleetId), eq(sources.id, sourceId));
    const revoked = await tx
      .update(sources)
      .set({ revokedAt: now })
      .where(and(mine, isNull(sources.revokedAt)))
      .returning({ id: sources.id });
    if (revoked.length === 0) throw notFound("source");
    await tellContext(tx, tenantId, fleetId);
    return { sourceId };
  },
  entityId: ({ sourceId }) => sourceId,
});
