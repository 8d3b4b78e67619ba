import { tables } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import type { FleetView } from "../fleets/fleet.ts";
import { readFleet } from "../fleets/read-fleets.ts";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";

/** Ends one pause before its time; `not-found` when it is no pause of this fleet or over already. */
export const removePause = defineCommand({
  name: "removePause",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema, pauseId: z.uuid() }),
  run: async ({ tx, actor, now }, { fleetId, pauseId }): Promise<FleetView> => {
    const { fleetPauses: pauses } = tables;
    const { tenantId } = actor;
    await bumpFleet(tx, tenantId, fleetId);
    const mine = and(eq(pauses.tenantId, tenantId), eq(pauses.fleetId, fleetId), eq(pauses.id, pauseId));
    const ended = await tx
      .update(pauses)
      .set({ endedAt: now })
      .where(and(mine, isNull(pauses.endedAt)))
      .returning({ id: pauses.id });
    if (ended.length === 0) throw notFound("pause");
    return readFleet(tx, { tenantId, now, fleetId });
  },
  entityId: (fleet) => fleet.fleetId,
});
