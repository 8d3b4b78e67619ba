import { tables } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { fleetIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { bumpFleet } from "./bump-fleet.ts";
import type { FleetView } from "./fleet.ts";
import { readFleet } from "./read-fleets.ts";

/** Ends every pause of everything; those of one direction or attribute stay. */
export const resumeFleet = defineCommand({
  name: "resumeFleet",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema }),
  run: async ({ tx, actor, now }, { fleetId }): Promise<FleetView> => {
    const { tenantId } = actor;
    await bumpFleet(tx, tenantId, fleetId, { paused: false, pausedUntil: null });
    const { fleetPauses: pauses } = tables;
    const ofAll = and(eq(pauses.tenantId, tenantId), eq(pauses.fleetId, fleetId), eq(pauses.kind, "all"));
    await tx
      .update(pauses)
      .set({ endedAt: now })
      .where(and(ofAll, isNull(pauses.endedAt)));
    return readFleet(tx, { tenantId, now, fleetId });
  },
  entityId: (fleet) => fleet.fleetId,
});
