import { tables } from "@fleet-persona/db";
import { z } from "zod";
import { HubError } from "../hub-error.ts";
import { fleetIdSchema, slugSchema } from "../ids.ts";
import { lineSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import type { FleetView } from "./fleet.ts";
import { readFleet } from "./read-fleets.ts";

/** Makes an empty fleet. A slug the tenant already uses is a `conflict`. */
export const createFleet = defineCommand({
  name: "createFleet",
  scope: "operator",
  input: z.strictObject({ name: lineSchema(80), slug: slugSchema }),
  run: async ({ tx, actor, now }, { name, slug }): Promise<FleetView> => {
    const { tenantId } = actor;
    const [made] = await tx
      .insert(tables.fleets)
      .values({ tenantId, name, slug, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: tables.fleets.id });
    if (made === undefined) throw new HubError("conflict", `You already have a fleet ${slug}.`);
    return readFleet(tx, { tenantId, now, fleetId: fleetIdSchema.parse(made.id) });
  },
  entityId: (fleet) => fleet.fleetId,
});
