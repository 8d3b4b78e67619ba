import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import { pending } from "../use-case/pending.ts";
import type { FleetView } from "./fleet.ts";

/** The tenant's fleets, by name. */
export const listFleets = defineQuery({
  name: "listFleets",
  scope: "viewer",
  input: z.strictObject({}),
  run: async (): Promise<readonly FleetView[]> => pending("listFleets"),
});
