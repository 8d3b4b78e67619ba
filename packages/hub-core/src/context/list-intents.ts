import { z } from "zod";
import { requireFleet } from "../fleets/require-fleet.ts";
import { fleetIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { IntentView } from "./intent.ts";
import { readIntents } from "./read-intents.ts";

/** The intents of a fleet, the newest 200 first, those that are over included. */
export const listIntents = defineQuery({
  name: "listIntents",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema }),
  run: async ({ tx, actor, now }, { fleetId }): Promise<readonly IntentView[]> => {
    await requireFleet(tx, actor.tenantId, fleetId);
    return readIntents(tx, { tenantId: actor.tenantId, fleetId, now });
  },
});
