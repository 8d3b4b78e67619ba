import { z } from "zod";
import { requireFleet } from "../fleets/require-fleet.ts";
import { fleetIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { FleetConfigExport } from "./config-version.ts";
import { readCurrentConfig } from "./read-config.ts";
import { readHostValues } from "./read-host-values.ts";

/** The state document of a fleet as it stands, with the values its hosts last reported. */
export const exportFleetConfig = defineQuery({
  name: "exportFleetConfig",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema }),
  run: async ({ tx, actor }, { fleetId }): Promise<FleetConfigExport> => {
    const wanted = { tenantId: actor.tenantId, fleetId };
    await requireFleet(tx, actor.tenantId, fleetId);
    const { version, config, changedBy, changedAt } = await readCurrentConfig(tx, wanted);
    return { fleetId, version, config, changedBy, changedAt, now: await readHostValues(tx, wanted) };
  },
});
