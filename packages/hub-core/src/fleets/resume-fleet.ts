import { z } from "zod";
import { fleetIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { FleetView } from "./fleet.ts";

/** Ends a pause. */
export const resumeFleet = defineCommand({
  name: "resumeFleet",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema }),
  run: async (): Promise<FleetView> => pending("resumeFleet"),
  entityId: (fleet) => fleet.fleetId,
});
