import { randomUUID } from "node:crypto";
import { enqueueJobs, tables, trialQueue } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { quarantineReasons, requireAdmission } from "../gate/admission.ts";
import { readGateState } from "../gate/read-gate.ts";
import { requireFleet } from "../fleets/require-fleet.ts";
import { HubError, notFound } from "../hub-error.ts";
import { fleetIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { FleetId, TenantId } from "../ids.ts";
import { requireNotRevoked } from "../lifecycle/require-beginnable.ts";
import { defineCommand } from "../use-case/define.ts";
import { readReadiness, sayTooLittle } from "./readiness.ts";
import { readTrialView } from "./read-trials.ts";
import { trialIdSchema } from "./trial.ts";
import type { TrialView } from "./trial.ts";
import { trialLimits } from "./trial-limits.ts";

const dayMs = 86_400_000;

/**
 * Tries any listed Persona, got or not, on what one of the tenant's own fleets recorded. `refused` with `too-little-data` (the
 * sentence says what is needed and when), `trial-running` (one at a time for a fleet), `too-many-trials`, `version-revoked`, or with what the gate has against it.
 */
export const requestTrial = defineCommand({
  name: "requestTrial",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema, personaVersionId: personaVersionIdSchema }),
  run: async ({ tx, actor, now }, { fleetId, personaVersionId }): Promise<TrialView> => {
    const { tenantId, userId } = actor;
    await requireFleet(tx, tenantId, fleetId);
    const { personaVersions, trials } = tables;
    const [version] = await tx
      .select({ listingId: personaVersions.listingId })
      .from(personaVersions)
      .where(eq(personaVersions.id, personaVersionId));
    if (version === undefined) throw notFound("Persona version");
    await requireNotRevoked(tx, personaVersionId);
    // A model that the gate has not looked at, or rejected, runs nowhere else.
    const gate = await readGateState(tx, personaVersionId);
    requireAdmission(gate, quarantineReasons(gate));
    // What a tenant has under way is counted and added to by one asker at a time.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`trials:${tenantId}`}, 0))`);
    await refuseTooMany(tx, { tenantId, fleetId, now });
    const lacking = sayTooLittle(await readReadiness(tx, { tenantId, fleetId, now }));
    if (lacking !== null) throw new HubError("refused", lacking, "too-little-data");
    const jobId = randomUUID();
    const asked = { tenantId, fleetId, personaVersionId, listingId: version.listingId, jobId, requestedBy: userId };
    const window = { since: new Date(now.getTime() - trialLimits.days * dayMs), until: now, requestedAt: now };
    const expiresAt = new Date(now.getTime() + trialLimits.keptDays * dayMs);
    const [made] = await tx
      .insert(trials)
      .values({ ...asked, ...window, expiresAt })
      .returning({ id: trials.id });
    const trialId = trialIdSchema.parse(made?.id);
    await enqueueJobs(tx, trialQueue.name, [{ id: jobId, data: { tenantId, trialId }, priority: 0 }]);
    return readTrialView(tx, tenantId, trialId);
  },
  entityId: ({ trialId }) => trialId,
});

type Counted = { readonly tenantId: TenantId; readonly fleetId: FleetId; readonly now: Date };

async function refuseTooMany(tx: Tx, { tenantId, fleetId, now }: Counted): Promise<void> {
  const { trials } = tables;
  const mine = eq(trials.tenantId, tenantId);
  const pending = await tx
    .select({ fleetId: trials.fleetId })
    .from(trials)
    .where(and(mine, inArray(trials.status, ["queued", "running"])));
  if (pending.some((trial) => trial.fleetId === fleetId))
    throw new HubError("refused", "A trial on this fleet is under way: wait for it or cancel it.", "trial-running");
  const today = await tx
    .select({ id: trials.id })
    .from(trials)
    .where(and(mine, gt(trials.requestedAt, new Date(now.getTime() - dayMs))))
    .limit(trialLimits.perDay);
  if (pending.length < trialLimits.pending && today.length < trialLimits.perDay) return;
  const message = `At most ${trialLimits.pending} trials at a time and ${trialLimits.perDay} a day: try again later.`;
  throw new HubError("refused", message, "too-many-trials");
}
