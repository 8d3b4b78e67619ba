import { tables } from "@fleet-persona/db";
import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { requireFleet } from "../fleets/require-fleet.ts";
import { fleetIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import type { FleetConfigSummary } from "./config-version.ts";
import { readConfigVersions } from "./read-config.ts";

/** The versions of a fleet's document, newest first, before a version when one is named. */
export const listFleetConfigVersions = defineQuery({
  name: "listFleetConfigVersions",
  scope: "viewer",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    before: z.int().positive().optional(),
    limit: z.int().min(1).max(100).default(50),
  }),
  run: async ({ tx, actor }, { fleetId, before, limit }): Promise<readonly FleetConfigSummary[]> => {
    const { tenantId } = actor;
    await requireFleet(tx, tenantId, fleetId);
    const { fleetConfigs: configs } = tables;
    const earlier = before === undefined ? undefined : lt(configs.version, before);
    const rows = await tx
      .select({ version: configs.version })
      .from(configs)
      .where(and(eq(configs.tenantId, tenantId), eq(configs.fleetId, fleetId), earlier))
      .orderBy(desc(configs.version))
      .limit(limit);
    const views = await readConfigVersions(tx, { tenantId, fleetId, versions: rows.map((row) => row.version) });
    return views.map(({ config: _config, ...summary }) => summary);
  },
});
