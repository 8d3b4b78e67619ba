import { z } from "zod";
import { requireFleet } from "../fleets/require-fleet.ts";
import { fleetIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { readSources } from "./read-sources.ts";
import type { SourceView } from "./source.ts";

/** The sources of a fleet by name, and how fresh each of their figures is. */
export const listSources = defineQuery({
  name: "listSources",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema }),
  run: async ({ tx, actor, now }, { fleetId }): Promise<readonly SourceView[]> => {
    await requireFleet(tx, actor.tenantId, fleetId);
    return readSources(tx, { tenantId: actor.tenantId, fleetId, now });
  },
});
