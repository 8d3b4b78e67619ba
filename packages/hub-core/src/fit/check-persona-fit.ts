import { tables } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { requireFleet } from "../fleets/require-fleet.ts";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema, personaVersionIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { fitView } from "./fit-view.ts";
import type { PersonaFitView } from "./persona-fit.ts";
import { readFit } from "./read-fit.ts";

/** Whether a fleet can supply what a Persona version needs: every required signal, and the attributes it steers. */
export const checkPersonaFit = defineQuery({
  name: "checkPersonaFit",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema, personaVersionId: personaVersionIdSchema }),
  run: async ({ tx, actor, now }, { fleetId, personaVersionId }): Promise<PersonaFitView> => {
    const { personaVersions } = tables;
    const { tenantId } = actor;
    await requireFleet(tx, tenantId, fleetId);
    const [version] = await tx
      .select({ manifest: personaVersions.manifest })
      .from(personaVersions)
      .where(eq(personaVersions.id, personaVersionId));
    if (version === undefined) throw notFound("Persona version");
    return fitView({ fleetId, personaVersionId }, await readFit(tx, { ...version, tenantId, fleetId, now }));
  },
});
