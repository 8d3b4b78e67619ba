import { tables } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import type { FleetView } from "../fleets/fleet.ts";
import { readFleet } from "../fleets/read-fleets.ts";
import { fleetIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";

/** Lets a fleet be steered again. Stopping takes one operator, starting again an admin. */
export const releaseKillSwitch = defineCommand({
  name: "releaseKillSwitch",
  scope: "admin",
  input: z.strictObject({ fleetId: fleetIdSchema }),
  run: async ({ tx, actor, now }, { fleetId }): Promise<FleetView> => {
    const { fleetKillSwitches: switches } = tables;
    const { tenantId, userId } = actor;
    await bumpFleet(tx, tenantId, fleetId);
    const engaged = and(eq(switches.tenantId, tenantId), eq(switches.fleetId, fleetId), isNull(switches.releasedAt));
    await tx.update(switches).set({ releasedAt: now, releasedBy: userId }).where(engaged);
    return readFleet(tx, { tenantId, now, fleetId });
  },
  entityId: (fleet) => fleet.fleetId,
});
