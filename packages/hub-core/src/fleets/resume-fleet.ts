import { z } from "zod";
import { fleetIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { bumpFleet } from "./bump-fleet.ts";
import type { FleetView } from "./fleet.ts";
import { readFleet } from "./read-fleets.ts";

/** Ends a pause. */
export const resumeFleet = defineCommand({
  name: "resumeFleet",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema }),
  run: async ({ tx, actor, now }, { fleetId }): Promise<FleetView> => {
    const { tenantId } = actor;
    await bumpFleet(tx, tenantId, fleetId, { paused: false, pausedUntil: null });
    return readFleet(tx, { tenantId, now, fleetId });
  },
  entityId: (fleet) => fleet.fleetId,
});
