import type { Tx } from "@fleet-persona/db";
import { experimentPlanSchema, planPower } from "@fleet-persona/experiments";
import type { ExperimentPlan } from "@fleet-persona/experiments";
import { z } from "zod";
import { fleetIdSchema } from "../ids.ts";
import type { FleetId, TenantId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { ExperimentObstacle, PowerView } from "./experiment.ts";
import { readFleetFacts } from "./fleet-facts.ts";
import { examinePlan } from "./obstacles.ts";
import { readBaseline } from "./recorded-baseline.ts";

// As a young stage is looked at; what is found hardly depends on it.
const lookEveryS = 8;

/** What a plan would find on a fleet, from what the fleet recorded, and what stands in its way: for a page, as somebody types. */
export const previewPower = defineQuery({
  name: "previewPower",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema, plan: experimentPlanSchema }),
  run: async (
    { tx, actor, now },
    { fleetId, plan },
  ): Promise<{ readonly power: PowerView; readonly obstacles: readonly ExperimentObstacle[] }> => {
    const { tenantId } = actor;
    const power = await readPower(tx, { tenantId, fleetId, plan, now });
    const { obstacles } = await examinePlan(tx, { tenantId, fleetId, plan, now });
    return { power, obstacles };
  },
});

type Asked = {
  readonly tenantId: TenantId;
  readonly fleetId: FleetId;
  readonly plan: ExperimentPlan;
  readonly now: Date;
};

export async function readPower(tx: Tx, { tenantId, fleetId, plan, now }: Asked): Promise<PowerView> {
  const { hosts } = await readFleetFacts(tx, { tenantId, fleetId, now });
  const hostIds = hosts.filter(({ online }) => online).map(({ hostId }) => hostId);
  const recorded = await readBaseline(tx, { tenantId, hostIds, plan, now });
  const { design, arms } = plan;
  const weights = arms.reduce((sum, { weight }) => sum + weight, 0);
  const smallest = Math.min(...arms.map(({ weight }) => weight)) / weights;
  const unitsPerArm = Math.floor(hostIds.length * smallest);
  const blocks = design.kind === "switchback" ? Math.floor(plan.maxS / design.blockS) : 0;
  const units = design.kind === "hosts" ? hostIds.length : blocks;
  if (recorded === null) {
    const sentence =
      "Too little of the goal was recorded to say what can be found. Let the fleet report it for some minutes.";
    return { baseline: null, units, unitsNeeded: null, detectable: null, neededS: null, sentence };
  }
  const { alpha, power, minimumEffect, minS, maxS } = plan;
  const question = { design, unitsPerArm, arms: arms.length, alpha, power, minimumEffect, minS, maxS, lookEveryS };
  const answer = planPower({ ...question, baseline: recorded.baseline });
  return {
    baseline: recorded.view,
    units,
    unitsNeeded: answer.neededUnits === null ? null : answer.neededUnits * arms.length,
    detectable: answer.detectableEffect,
    neededS: answer.neededS,
    sentence: answer.sentences.join(" "),
  };
}
