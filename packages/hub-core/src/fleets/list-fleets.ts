import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import type { FleetView } from "./fleet.ts";
import { readFleets } from "./read-fleets.ts";

/** The tenant's fleets, by name. */
export const listFleets = defineQuery({
  name: "listFleets",
  scope: "viewer",
  input: z.strictObject({}),
  run: ({ tx, actor, now }): Promise<readonly FleetView[]> => readFleets(tx, { tenantId: actor.tenantId, now }),
});
