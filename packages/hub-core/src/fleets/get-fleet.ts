import { z } from "zod";
import { fleetIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { FleetView } from "./fleet.ts";
import { readFleet } from "./read-fleets.ts";

/** One fleet by id. */
export const getFleet = defineQuery({
  name: "getFleet",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema }),
  run: ({ tx, actor, now }, { fleetId }): Promise<FleetView> =>
    readFleet(tx, { tenantId: actor.tenantId, now, fleetId }),
});
