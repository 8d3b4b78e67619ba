import { tables } from "@fleet-persona/db";
import { attributeNameSchema } from "@fleet-persona/persona";
import { z } from "zod";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import type { FleetView } from "../fleets/fleet.ts";
import { readFleet } from "../fleets/read-fleets.ts";
import { fleetIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";

/** Takes an attribute (`*`: all) back into steering after somebody changed it by hand and its hosts yielded. */
export const resumeSteering = defineCommand({
  name: "resumeSteering",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema, attribute: z.union([z.literal("*"), attributeNameSchema]) }),
  run: async ({ tx, actor, now }, { fleetId, attribute }): Promise<FleetView> => {
    const { attributeResumptions: resumptions } = tables;
    const { tenantId, userId } = actor;
    await bumpFleet(tx, tenantId, fleetId);
    const resumed = { resumedBy: userId, resumedAt: now };
    await tx
      .insert(resumptions)
      .values({ tenantId, fleetId, attribute, ...resumed })
      .onConflictDoUpdate({
        target: [resumptions.tenantId, resumptions.fleetId, resumptions.attribute],
        set: resumed,
      });
    return readFleet(tx, { tenantId, now, fleetId });
  },
  entityId: (fleet) => fleet.fleetId,
});
