import { z } from "zod";
import { slugSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { FleetView } from "./fleet.ts";

/** Makes an empty fleet. A slug the tenant already uses is a `conflict`. */
export const createFleet = defineCommand({
  name: "createFleet",
  scope: "operator",
  input: z.strictObject({ name: z.string().trim().min(1).max(80), slug: slugSchema }),
  run: async (): Promise<FleetView> => pending("createFleet"),
  entityId: (fleet) => fleet.fleetId,
});
