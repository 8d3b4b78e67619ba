import { tables } from "@fleet-persona/db";
import { z } from "zod";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import type { FleetView } from "../fleets/fleet.ts";
import { readFleet } from "../fleets/read-fleets.ts";
import { fleetIdSchema } from "../ids.ts";
import { proseSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";

/** Sends every host of a fleet to its safe configuration, above anything else anybody says. Engaging it twice changes nothing. */
export const engageKillSwitch = defineCommand({
  name: "engageKillSwitch",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema, reason: proseSchema(500).default("") }),
  run: async ({ tx, actor, now }, { fleetId, reason }): Promise<FleetView> => {
    const { tenantId, userId } = actor;
    await bumpFleet(tx, tenantId, fleetId);
    await tx
      .insert(tables.fleetKillSwitches)
      .values({ tenantId, fleetId, reason, engagedBy: userId, engagedAt: now })
      .onConflictDoNothing();
    return readFleet(tx, { tenantId, now, fleetId });
  },
  entityId: (fleet) => fleet.fleetId,
});
