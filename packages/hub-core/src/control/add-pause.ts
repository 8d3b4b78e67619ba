import { tables } from "@fleet-persona/db";
import { z } from "zod";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import type { FleetView } from "../fleets/fleet.ts";
import { readFleet } from "../fleets/read-fleets.ts";
import { HubError } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { pauseScopeSchema } from "./control.ts";
import { readPauses } from "./read-control.ts";

// What one fleet's state carries to its hosts is bounded.
const mostPauses = 32;

/** Pauses everything, one direction or one attribute of a fleet, for some minutes or until removed when `minutes` is null. */
export const addPause = defineCommand({
  name: "addPause",
  scope: "operator",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    scope: pauseScopeSchema,
    minutes: z.int().min(1).max(10_080).nullable(),
  }),
  run: async ({ tx, actor, now }, { fleetId, scope, minutes }): Promise<FleetView> => {
    const { tenantId, userId } = actor;
    await bumpFleet(tx, tenantId, fleetId);
    if ((await readPauses(tx, { tenantId, now, fleetId })).length >= mostPauses)
      throw new HubError("conflict", `A fleet holds at most ${mostPauses} pauses; remove one first.`);
    await tx.insert(tables.fleetPauses).values({
      tenantId,
      fleetId,
      kind: scope.kind,
      direction: scope.kind === "direction" ? scope.direction : null,
      attribute: scope.kind === "attribute" ? scope.attribute : null,
      until: minutes === null ? null : new Date(now.getTime() + minutes * 60_000),
      createdBy: userId,
      createdAt: now,
    });
    return readFleet(tx, { tenantId, now, fleetId });
  },
  entityId: (fleet) => fleet.fleetId,
});
