import { z } from "zod";
import { requireFleet } from "../fleets/require-fleet.ts";
import { fleetIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { FleetConfigVersionView } from "./config-version.ts";
import { readConfigVersion } from "./read-config.ts";

/** One version of a fleet's document, and what it changed. */
export const getFleetConfigVersion = defineQuery({
  name: "getFleetConfigVersion",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema, version: z.int().positive() }),
  run: async ({ tx, actor }, { fleetId, version }): Promise<FleetConfigVersionView> => {
    await requireFleet(tx, actor.tenantId, fleetId);
    return readConfigVersion(tx, { tenantId: actor.tenantId, fleetId, version });
  },
});
