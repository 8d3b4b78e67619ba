import { tables } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { defineCommand } from "../use-case/define.ts";

export type WithdrawnAdvisory = { readonly advisoryId: string };

/** Takes an advisory back that should not have been published; it stays in the history. */
export const withdrawAdvisory = defineCommand({
  name: "withdrawAdvisory",
  scope: "admin",
  input: z.strictObject({ advisoryId: z.uuid() }),
  run: async ({ tx, actor, now }, { advisoryId }): Promise<WithdrawnAdvisory> => {
    const { advisories } = tables;
    const mine = and(eq(advisories.id, advisoryId), eq(advisories.tenantId, actor.tenantId));
    const [row] = await tx.select({ id: advisories.id }).from(advisories).where(mine);
    if (row === undefined) throw notFound("advisory");
    await tx
      .update(advisories)
      .set({ withdrawnAt: now, withdrawnBy: actor.userId })
      .where(and(mine, isNull(advisories.withdrawnAt)));
    return { advisoryId };
  },
  entityId: ({ advisoryId }) => advisoryId,
});
