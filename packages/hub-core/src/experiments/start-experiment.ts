import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { startRun } from "@fleet-persona/experiments";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { HubError } from "../hub-error.ts";
import { experimentIdSchema } from "../ids.ts";
import { askToTendTrust } from "../trust/tend-request.ts";
import { defineCommand } from "../use-case/define.ts";
import type { ExperimentView } from "./experiment.ts";
import type { ExperimentRecord } from "./experiment-record.ts";
import { readMachine } from "./experiment-record.ts";
import { keepAdvanced } from "./keep-experiment.ts";
import { lockExperiment } from "./lock-experiment.ts";
import { examinePlan } from "./obstacles.ts";
import { readExperimentView } from "./read-experiment.ts";
import type { Resolved } from "./resolved.ts";

/**
 * Starts a draft: deals the hosts and tells them. `refused` with the code of the first obstacle (docs/experiments.md has the table),
 * `fleet-claimed` when another experiment holds the fleet.
 */
export const startExperiment = defineCommand({
  name: "startExperiment",
  scope: "operator",
  input: z.strictObject({ experimentId: experimentIdSchema }),
  run: async ({ tx, actor, now }, { experimentId }): Promise<ExperimentView> => {
    const { tenantId, userId } = actor;
    const record = await lockExperiment(tx, { tenantId, experimentId });
    if (record.run.status !== "draft") throw new HubError("conflict", "It has started already.", "experiment-started");
    const { plan, fleetId } = record;
    const { facts, resolved, obstacles } = await examinePlan(tx, { tenantId, fleetId, now, plan });
    const obstacle = obstacles.find(({ blocks }) => blocks);
    if (obstacle !== undefined) throw new HubError("refused", obstacle.message, obstacle.code);
    const before = await readMachine(tx, record);
    const hosts = facts.hosts.filter(({ online }) => online);
    const after = startRun(before, { hosts, now: now.getTime() });
    if (after === null) {
      const message = "No step of the ramp brings a host onto another arm. Add hosts, or plan a higher share.";
      throw new HubError("refused", message, "ramp-treats-nobody");
    }
    await keepStart(tx, record, { resolved, userId, now });
    await keepAdvanced(tx, { ...record, resolved }, { before, after }, { now, by: userId });
    return readExperimentView(tx, { tenantId, experimentId, now });
  },
  entityId: ({ experimentId }) => experimentId,
});

async function keepStart(
  tx: Tx,
  { tenantId, experimentId, fleetId }: ExperimentRecord,
  { resolved, userId, now }: { resolved: Resolved; userId: string; now: Date },
): Promise<void> {
  const { experiments, experimentVersions: versions } = tables;
  await tx
    .update(experiments)
    .set({ resolved, startedBy: userId, startedAt: now })
    .where(and(eq(experiments.tenantId, tenantId), eq(experiments.id, experimentId)));
  const arms = new Map(Object.values(resolved.arms).map((arm) => [arm.personaVersionId, arm.listingId]));
  await tx
    .insert(versions)
    .values(
      [...arms].map(([personaVersionId, listingId]) => ({
        tenantId,
        experimentId,
        fleetId,
        personaVersionId,
        listingId,
        live: true,
      })),
    )
    .onConflictDoNothing();
  // The fleet may have no lease for some of them yet.
  await askToTendTrust(tx);
}
