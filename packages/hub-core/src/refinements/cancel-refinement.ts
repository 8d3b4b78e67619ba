import { refinementQueue, tables, withdrawJobs } from "@fleet-persona/db";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { defineCommand } from "../use-case/define.ts";
import { readRefinementView } from "./read-refinements.ts";
import { refinementIdSchema } from "./refinement.ts";
import type { RefinementView } from "./refinement.ts";

/** Ends a refinement that waits or is under way; one that has ended stays as it is. */
export const cancelRefinement = defineCommand({
  name: "cancelRefinement",
  scope: "admin",
  input: z.strictObject({ refinementId: refinementIdSchema }),
  run: async ({ tx, actor, now }, { refinementId }): Promise<RefinementView> => {
    const { refinements } = tables;
    const mine = and(eq(refinements.tenantId, actor.tenantId), eq(refinements.id, refinementId));
    const ended = { status: "failed", failureCode: "cancelled", failure: "It was cancelled.", endedAt: now } as const;
    const [row] = await tx
      .update(refinements)
      .set(ended)
      .where(and(mine, inArray(refinements.status, ["queued", "running"])))
      .returning({ jobId: refinements.jobId });
    if (row !== undefined) await withdrawJobs(tx, refinementQueue.name, [row.jobId]);
    return readRefinementView(tx, actor.tenantId, refinementId);
  },
  entityId: ({ refinementId }) => refinementId,
});
