import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { draftRun, experimentPlanSchema } from "@fleet-persona/experiments";
import type { ExperimentPlan } from "@fleet-persona/experiments";
import { and, eq, max } from "drizzle-orm";
import { z } from "zod";
import { lockFleet } from "../fleets/require-fleet.ts";
import { HubError } from "../hub-error.ts";
import { experimentIdSchema, fleetIdSchema } from "../ids.ts";
import type { ExperimentId, FleetId, TenantId } from "../ids.ts";
import { isStorableJson } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import type { ExperimentObstacle, ExperimentView } from "./experiment.ts";
import { lockExperiment } from "./lock-experiment.ts";
import { examinePlan } from "./obstacles.ts";
import { readExperimentView } from "./read-experiment.ts";
import { readPower } from "./power.ts";

// Each draft is a row that somebody has to look through.
const mostDrafts = 200;

/**
 * Keeps a plan as a draft, with what can be found by it and everything that stands between it and its start. Saved again under its id
 * it replaces the draft; `conflict` once it has started.
 */
export const planExperiment = defineCommand({
  name: "planExperiment",
  scope: "operator",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    plan: experimentPlanSchema,
    experimentId: experimentIdSchema.optional(),
    campaignId: z.uuid().optional(),
  }),
  run: async (
    { tx, actor, now },
    { fleetId, plan, experimentId, campaignId },
  ): Promise<{ readonly experiment: ExperimentView; readonly obstacles: readonly ExperimentObstacle[] }> => {
    const { tenantId, userId } = actor;
    if (!isStorableJson(plan)) throw new HubError("invalid-input", "plan: cannot be stored", "plan");
    const power = await readPower(tx, { tenantId, fleetId, plan, now });
    const kept = { plan, run: draftRun(plan), power };
    let id = experimentId;
    if (id === undefined) {
      await lockFleet(tx, tenantId, fleetId);
      const number = await nextNumber(tx, tenantId, fleetId);
      const row = {
        ...kept,
        tenantId,
        fleetId,
        number,
        createdBy: userId,
        createdAt: now,
        campaignId: campaignId ?? null,
      };
      const [made] = await tx.insert(tables.experiments).values(row).returning({ id: tables.experiments.id });
      id = experimentIdSchema.parse(made?.id);
    } else await replaceDraft(tx, { tenantId, experimentId: id, fleetId }, kept);
    const { obstacles } = await examinePlan(tx, { tenantId, fleetId, now, plan });
    return { experiment: await readExperimentView(tx, { tenantId, experimentId: id, now }), obstacles };
  },
  entityId: ({ experiment }) => experiment.experimentId,
  details: ({ fleetId, plan }) => ({ fleetId, name: plan.name, arms: plan.arms.map(({ name }) => name) }),
});

async function nextNumber(tx: Tx, tenantId: TenantId, fleetId: FleetId): Promise<number> {
  const { experiments } = tables;
  const mine = and(eq(experiments.tenantId, tenantId), eq(experiments.fleetId, fleetId));
  const drafts = await tx.$count(experiments, and(mine, eq(experiments.status, "draft")));
  if (drafts >= mostDrafts)
    throw new HubError("conflict", `A fleet keeps at most ${mostDrafts} drafts; change one of them.`);
  const [last] = await tx
    .select({ number: max(experiments.number) })
    .from(experiments)
    .where(mine);
  return (last?.number ?? 0) + 1;
}

type Draft = { readonly plan: ExperimentPlan; readonly run: unknown; readonly power: unknown };

async function replaceDraft(
  tx: Tx,
  { tenantId, experimentId, fleetId }: { tenantId: TenantId; experimentId: ExperimentId; fleetId: FleetId },
  draft: Draft,
): Promise<void> {
  const { experiments } = tables;
  const record = await lockExperiment(tx, { tenantId, experimentId });
  if (record.fleetId !== fleetId)
    throw new HubError("invalid-input", "fleetId: this draft is of another fleet", "fleetId");
  if (record.run.status !== "draft")
    throw new HubError("conflict", "It has started: its plan stands. Plan another one.", "experiment-started");
  await tx
    .update(experiments)
    .set(draft)
    .where(and(eq(experiments.tenantId, tenantId), eq(experiments.id, experimentId)));
}
