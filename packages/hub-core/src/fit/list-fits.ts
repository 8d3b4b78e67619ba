import { tables } from "@fleet-persona/db";
import { asc, eq, inArray, sql } from "drizzle-orm";
import { z } from "zod";
import { fleetIdSchema, personaVersionIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { fitView } from "./fit-view.ts";
import type { PersonaFitView } from "./persona-fit.ts";
import { fitOf, readFleetAbility } from "./read-fit.ts";
import type { Needs } from "./read-fit.ts";

/** Whether a named fleet can give a version what it needs. */
export type FleetFit = PersonaFitView & { readonly fleetName: string };

/** Fleets beyond these are not asked: a page that names a hundred of them is read by nobody. */
export const mostFleetsAsked = 12;

/** What each of the tenant's fleets can give these versions: by fleet name, and by version in the order asked. */
export const listFits = defineQuery({
  name: "listFits",
  scope: "viewer",
  input: z.strictObject({ personaVersionIds: z.array(personaVersionIdSchema).max(100) }),
  run: async ({ tx, actor }, { personaVersionIds }): Promise<readonly FleetFit[]> => {
    const { fleets, personaVersions } = tables;
    const { tenantId } = actor;
    if (personaVersionIds.length === 0) return [];
    const mine = await tx
      .select({ id: fleets.id, name: fleets.name })
      .from(fleets)
      .where(eq(fleets.tenantId, tenantId))
      .orderBy(asc(fleets.name), asc(fleets.id))
      .limit(mostFleetsAsked);
    if (mine.length === 0) return [];
    // The rest of a manifest is long and of no use here.
    const needs = sql<Needs>`jsonb_build_object('attributes', ${personaVersions.manifest}->'attributes',
      'requires', ${personaVersions.manifest}->'requires', 'policy', ${personaVersions.manifest}->'policy')`;
    const versions = await tx
      .select({ id: personaVersions.id, needs })
      .from(personaVersions)
      .where(inArray(personaVersions.id, personaVersionIds));
    const found: FleetFit[] = [];
    for (const fleet of mine) {
      const fleetId = fleetIdSchema.parse(fleet.id);
      const ability = await readFleetAbility(tx, { tenantId, fleetId });
      for (const personaVersionId of personaVersionIds) {
        const version = versions.find(({ id }) => id === personaVersionId);
        if (version === undefined) continue;
        const view = fitView({ fleetId, personaVersionId }, fitOf(version.needs, ability));
        found.push({ ...view, fleetName: fleet.name });
      }
    }
    return found;
  },
});
