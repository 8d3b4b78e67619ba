import { z } from "zod";
import { fleetIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { FleetView } from "./fleet.ts";

/** One fleet by id. */
export const getFleet = defineQuery({
  name: "getFleet",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema }),
  run: async (): Promise<FleetView> => pending("getFleet"),
});
