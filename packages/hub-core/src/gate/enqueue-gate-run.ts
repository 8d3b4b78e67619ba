import { randomUUID } from "node:crypto";
import { enqueueJobs, gateQueue, tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { ListingId, PersonaVersionId, TenantId } from "../ids.ts";

type Wanted = {
  /** The seller's; the transaction must be bound to it. */
  readonly tenantId: TenantId;
  readonly listingId: ListingId;
  readonly personaVersionId: PersonaVersionId;
  readonly now: Date;
  /** A version that somebody waits for goes before one that only newer rules ask for. */
  readonly priority: number;
};

/** Has the gate look at a version. Does nothing while a run of it is on its way; true when one was added. */
export async function enqueueGateRun(tx: Tx, { priority, now, ...version }: Wanted): Promise<boolean> {
  const jobId = randomUUID();
  const [made] = await tx
    .insert(tables.gateRuns)
    .values({ ...version, jobId, status: "queued", queuedAt: now })
    .onConflictDoNothing()
    .returning({ id: tables.gateRuns.id });
  if (made === undefined) return false;
  await enqueueJobs(tx, gateQueue.name, [
    { id: jobId, data: { tenantId: version.tenantId, runId: made.id }, priority },
  ]);
  return true;
}
