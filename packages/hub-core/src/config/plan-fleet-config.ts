import { diffFleetConfig } from "@fleet-persona/fleet-config";
import { z } from "zod";
import { readFleet } from "../fleets/read-fleets.ts";
import { fleetIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { configInputSchema } from "./config-input.ts";
import type { FleetConfigPlan } from "./config-version.ts";
import { judgeConfig } from "./judge-config.ts";
import { readCurrentConfig } from "./read-config.ts";

/** What applying a document would change, and what would be refused. Changes nothing. */
export const planFleetConfig = defineQuery({
  name: "planFleetConfig",
  scope: "viewer",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    config: configInputSchema,
    acceptMissing: z.boolean().default(false),
  }),
  run: async ({ tx, actor, now }, { fleetId, config, acceptMissing }): Promise<FleetConfigPlan> => {
    const { tenantId } = actor;
    const { slug } = await readFleet(tx, { tenantId, now, fleetId });
    const current = await readCurrentConfig(tx, { tenantId, fleetId });
    const { refusals } = await judgeConfig(tx, { tenantId, fleetId, slug, now, config, acceptMissing });
    return { fleetId, baseVersion: current.version, changes: diffFleetConfig(current.config, config), refusals };
  },
});
