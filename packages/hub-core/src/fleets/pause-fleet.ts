import { z } from "zod";
import { fleetIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { bumpFleet } from "./bump-fleet.ts";
import type { FleetView } from "./fleet.ts";
import { readFleet } from "./read-fleets.ts";

/** Stops every change on the fleet for some minutes, or until resumed when `minutes` is null. */
export const pauseFleet = defineCommand({
  name: "pauseFleet",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema, minutes: z.int().min(1).max(10_080).nullable() }),
  run: async ({ tx, actor, now }, { fleetId, minutes }): Promise<FleetView> => {
    const { tenantId } = actor;
    const pausedUntil = minutes === null ? null : new Date(now.getTime() + minutes * 60_000);
    await bumpFleet(tx, tenantId, fleetId, { paused: true, pausedUntil });
    return readFleet(tx, { tenantId, now, fleetId });
  },
  entityId: (fleet) => fleet.fleetId,
});
