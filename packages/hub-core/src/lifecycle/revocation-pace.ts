import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { TenantId } from "../ids.ts";
import { defineCommand, defineQuery } from "../use-case/define.ts";
import { defaultPace } from "./waves.ts";
import type { RevocationPace } from "./waves.ts";

/** A tenant's pace; the default until it chose one. */
export async function readRevocationPace(tx: Tx, tenantId: TenantId): Promise<RevocationPace> {
  const { revocationPaces: paces } = tables;
  const [row] = await tx.select().from(paces).where(eq(paces.tenantId, tenantId));
  if (row === undefined) return defaultPace;
  return row.kind === "at-once"
    ? { kind: row.kind }
    : { kind: row.kind, waves: row.waves, windowMs: row.windowS * 1_000 };
}

/** How the tenant's fleets leave a revoked Persona. */
export const getRevocationPace = defineQuery({
  name: "getRevocationPace",
  scope: "viewer",
  input: z.strictObject({}),
  run: ({ tx, actor }): Promise<RevocationPace> => readRevocationPace(tx, actor.tenantId),
});

/** Chooses how the tenant's fleets leave a revoked Persona; one that is under way goes on at the new pace, never back. */
export const setRevocationPace = defineCommand({
  name: "setRevocationPace",
  scope: "admin",
  input: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("at-once") }),
    z.strictObject({
      kind: z.literal("waves"),
      waves: z.int().min(1).max(100),
      /** Whole seconds, a day at most: by then the last wave has begun. */
      windowMs: z.int().min(0).max(86_400_000).multipleOf(1_000),
    }),
  ]),
  run: async ({ tx, actor, now }, pace): Promise<RevocationPace> => {
    const { tenantId, userId } = actor;
    const { revocationPaces: paces } = tables;
    const { waves, windowMs } = pace.kind === "waves" ? pace : { waves: 1, windowMs: 0 };
    const chosen = { kind: pace.kind, waves, windowS: windowMs / 1_000, changedBy: userId, changedAt: now };
    await tx
      .insert(paces)
      .values({ ...chosen, tenantId })
      .onConflictDoUpdate({ target: paces.tenantId, set: chosen });
    await tellRunning(tx, tenantId);
    return pace;
  },
  entityId: () => "revocation-pace",
});

// Fleets that are leaving a revoked version just now hear of their new waves.
async function tellRunning(tx: Tx, tenantId: TenantId): Promise<void> {
  await tx.execute(sql`
    with leaving as (
      update fleets set revision = revision + 1
      where tenant_id = ${tenantId} and id in (
        select a.fleet_id from assignments a join version_notices n on n.persona_version_id = a.persona_version_id
        where a.tenant_id = ${tenantId} and a.ended_at is null and n.kind = 'revoked')
      returning id
    )
    select pg_notify('fleet_changed', id::text) from leaving`);
}
