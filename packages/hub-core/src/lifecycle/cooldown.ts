import { randomUUID } from "node:crypto";
import { enqueueJobs, gateQueue, tables, withTenant, withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { tenantIdSchema } from "../ids.ts";

/** The longest a new version may be held back, hours. */
export const longestCooldownH = 720;

const hourMs = 3_600_000;

type Cooldown = Pick<typeof tables.personaVersions.$inferSelect, "offeredFrom" | "offeredAt">;

/** Whether nobody is led to a version yet, because its publisher holds it back for a while. */
export function isCooling({ offeredFrom, offeredAt }: Cooldown): boolean {
  return offeredFrom !== null && offeredAt === null;
}

/** The versions that do not cool down. */
export function cooledDown(): SQL | undefined {
  const { offeredFrom, offeredAt } = tables.personaVersions;
  return or(isNull(offeredFrom), isNotNull(offeredAt));
}

/** When the next version of a listing becomes the offer; null: at once. The first one has nothing to hold it back for. */
export function cooldownEnd(cooldownH: number, now: Date): Date | null {
  return cooldownH === 0 ? null : new Date(now.getTime() + cooldownH * hourMs);
}

/**
 * Ends the cool-down of a listing's versions that `which` picks, in the seller's transaction. Fleets that run an earlier one are told
 * as after the gate's verdict. Returns the versions' numbers.
 */
export async function endCooldowns(
  tx: Tx,
  { listingId, now }: { readonly listingId: string; readonly now: Date },
  which: (version: number) => boolean,
): Promise<readonly number[]> {
  const { personaVersions: versions } = tables;
  const cooling = await tx
    .select({ id: versions.id, version: versions.version })
    .from(versions)
    .where(and(eq(versions.listingId, listingId), isNotNull(versions.offeredFrom), isNull(versions.offeredAt)));
  const ended = cooling.filter(({ version }) => which(version));
  for (const { id } of ended) await offer(tx, id, now);
  return ended.map(({ version }) => version);
}

/** Workers: ends every cool-down whose time has come; how many. */
export async function endDueCooldowns(deps: Deps): Promise<number> {
  const now = deps.now();
  const due = await withoutTenant(deps.db, (tx) =>
    tx.execute<{ tenant_id: string; persona_version_id: string }>(
      sql`select * from cooldowns_ended(${now.toISOString()}::timestamptz)`,
    ),
  );
  for (const { tenant_id: tenant, persona_version_id: id } of due)
    await withTenant(deps.db, tenantIdSchema.parse(tenant), (tx) => offer(tx, id, now));
  return due.length;
}

// The gate's job is asked for again: of a run that has ended, only what follows from its verdict is done.
async function offer(tx: Tx, personaVersionId: string, now: Date): Promise<void> {
  const { gateRuns: runs, personaVersions: versions } = tables;
  const [ended] = await tx
    .update(versions)
    .set({ offeredAt: now })
    .where(and(eq(versions.id, personaVersionId), isNull(versions.offeredAt)))
    .returning({ tenantId: versions.tenantId });
  if (ended === undefined) return;
  const [judged] = await tx
    .select({ runId: runs.id })
    .from(runs)
    .where(and(eq(runs.personaVersionId, personaVersionId), eq(runs.status, "done")))
    .orderBy(sql`${runs.finishedAt} desc`)
    .limit(1);
  if (judged === undefined) return;
  const data = { tenantId: ended.tenantId, runId: judged.runId };
  await enqueueJobs(tx, gateQueue.name, [{ id: randomUUID(), data, priority: 0 }]);
}
