import { tables } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { emitStoreEvent } from "../watching/emit-store-event.ts";
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
    const [row] = await tx
      .select({ listingId: advisories.listingId, title: advisories.title })
      .from(advisories)
      .where(mine);
    if (row === undefined) throw notFound("advisory");
    const withdrawn = await tx
      .update(advisories)
      .set({ withdrawnAt: now, withdrawnBy: actor.userId })
      .where(and(mine, isNull(advisories.withdrawnAt)))
      .returning({ id: advisories.id });
    const { listingId, title } = row;
    if (withdrawn.length > 0)
      await emitStoreEvent(tx, { kind: "advisory-withdrawn", listingId, ref: advisoryId, summary: title, at: now });
    return { advisoryId };
  },
  entityId: ({ advisoryId }) => advisoryId,
});
