import { gateQueue, jobsAhead, tables, withTenant } from "@fleet-persona/db";
import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../deps.ts";
import { notFound } from "../hub-error.ts";
import { personaVersionIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { GateRunKey, GateState } from "./gate-run.ts";
import { readGateState } from "./read-gate.ts";

/** What a run of the gate is doing: starting the sandbox, asking odd questions, running scenarios. */
export type GateStep = "sandbox" | "fuzzing" | "scenarios";

/** How far a run of the gate has come. */
export type GateProgressView =
  | { readonly kind: "queued"; readonly ahead: number; readonly running: number; readonly queuedAt: number }
  | {
      readonly kind: "running";
      /** Null until the worker has said anything. */
      readonly step: GateStep | null;
      readonly done: number;
      readonly total: number;
      readonly attempt: number;
      readonly startedAt: number;
    }
  | { readonly kind: "ended"; readonly state: GateState };

/** Where a version is with the gate just now, to be asked again every second or so until it has `ended`. */
export const getGateProgress = defineQuery({
  name: "getGateProgress",
  scope: "viewer",
  input: z.strictObject({ personaVersionId: personaVersionIdSchema }),
  run: async ({ tx }, { personaVersionId }): Promise<GateProgressView> => {
    const { gateRuns: runs } = tables;
    const [run] = await tx
      .select()
      .from(runs)
      .where(eq(runs.personaVersionId, personaVersionId))
      .orderBy(desc(runs.seq))
      .limit(1);
    if (run === undefined) throw notFound("run of the gate");
    switch (run.status) {
      case "queued": {
        const { waiting, active } = await jobsAhead(tx, gateQueue.name, run.jobId);
        return { kind: "queued", ahead: waiting, running: active, queuedAt: run.queuedAt.getTime() };
      }
      case "running": {
        const { step = null, done = 0, total = 0 } = run.progress ?? {};
        const startedAt = (run.startedAt ?? run.queuedAt).getTime();
        return { kind: "running", step, done, total, attempt: run.attempts, startedAt };
      }
      case "done":
      case "failed":
        return { kind: "ended", state: await readGateState(tx, personaVersionId) };
      default:
        return run.status satisfies never;
    }
  },
});

/** Workers: says how far a run has come. Of a run that has ended nothing is said any more. */
export async function tellGateProgress(
  deps: Deps,
  { tenantId, runId }: GateRunKey,
  progress: { readonly step: GateStep; readonly done: number; readonly total: number },
): Promise<void> {
  const { gateRuns: runs } = tables;
  await withTenant(deps.db, tenantId, (tx) =>
    tx
      .update(runs)
      .set({ progress: { ...progress, at: deps.now().getTime() } })
      .where(and(eq(runs.id, runId), eq(runs.status, "running"))),
  );
}
