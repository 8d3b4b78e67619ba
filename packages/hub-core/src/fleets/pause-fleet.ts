import { z } from "zod";
import { fleetIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { FleetView } from "./fleet.ts";

/** Stops every change on the fleet for some minutes, or until resumed when `minutes` is null. */
export const pauseFleet = defineCommand({
  name: "pauseFleet",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema, minutes: z.int().min(1).max(10_080).nullable() }),
  run: async (): Promise<FleetView> => pending("pauseFleet"),
  entityId: (fleet) => fleet.fleetId,
});
