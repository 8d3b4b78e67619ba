import { tables, trialQueue, withdrawJobs } from "@fleet-persona/db";
import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { defineCommand } from "../use-case/define.ts";
import { readTrialView } from "./read-trials.ts";
import { trialIdSchema } from "./trial.ts";
import type { TrialView } from "./trial.ts";

/** Ends a trial that waits or is under way; one that has ended stays as it is. */
export const cancelTrial = defineCommand({
  name: "cancelTrial",
  scope: "operator",
  input: z.strictObject({ trialId: trialIdSchema }),
  run: async ({ tx, actor, now }, { trialId }): Promise<TrialView> => {
    const { trials } = tables;
    const mine = and(eq(trials.tenantId, actor.tenantId), eq(trials.id, trialId));
    const ended = { status: "failed", failureCode: "cancelled", failure: "It was cancelled.", endedAt: now } as const;
    const [row] = await tx
      .update(trials)
      .set(ended)
      .where(and(mine, inArray(trials.status, ["queued", "running"])))
      .returning({ jobId: trials.jobId });
    if (row !== undefined) await withdrawJobs(tx, trialQueue.name, [row.jobId]);
    return readTrialView(tx, actor.tenantId, trialId);
  },
  entityId: ({ trialId }) => trialId,
});
