import { tables } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema, slugSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { FleetView } from "./fleet.ts";
import { readFleet } from "./read-fleets.ts";

/** One fleet by its address within the tenant. */
export const findFleet = defineQuery({
  name: "findFleet",
  scope: "viewer",
  input: z.strictObject({ slug: slugSchema }),
  run: async ({ tx, actor, now }, { slug }): Promise<FleetView> => {
    const { fleets } = tables;
    const mine = and(eq(fleets.tenantId, actor.tenantId), eq(fleets.slug, slug));
    const [row] = await tx.select({ id: fleets.id }).from(fleets).where(mine);
    if (row === undefined) throw notFound(`fleet ${slug}`);
    return readFleet(tx, { tenantId: actor.tenantId, now, fleetId: fleetIdSchema.parse(row.id) });
  },
});
