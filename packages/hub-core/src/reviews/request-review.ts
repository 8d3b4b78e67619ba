import { z } from "zod";
import { requireAdmission } from "../gate/admission.ts";
import { quarantineReasons } from "../gate/admission.ts";
import { readGateState } from "../gate/read-gate.ts";
import { lockFleet } from "../fleets/require-fleet.ts";
import { fleetIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { PersonaVersionId } from "../ids.ts";
import { defineCommand } from "../use-case/define.ts";
import { readVersion, requireEntitlement } from "./read-version.ts";
import { openRequest } from "./requests.ts";

/** Asks the tenant's admins to let a version onto a fleet. What the gate rejected cannot be asked for; what it has not judged yet can. */
export const requestReview = defineCommand({
  name: "requestReview",
  scope: "operator",
  input: z.strictObject({ fleetId: fleetIdSchema, personaVersionId: personaVersionIdSchema }),
  run: async ({ tx, actor, now }, { fleetId, personaVersionId }): Promise<{ personaVersionId: PersonaVersionId }> => {
    const { tenantId, userId: askedBy } = actor;
    await lockFleet(tx, tenantId, fleetId);
    const { listingId } = await readVersion(tx, personaVersionId);
    await requireEntitlement(tx, { tenantId, listingId, now });
    const gate = await readGateState(tx, personaVersionId);
    if (gate.kind === "judged") requireAdmission(gate, quarantineReasons(gate));
    await openRequest(tx, { tenantId, fleetId, listingId, personaVersionId, now, reason: "asked", askedBy });
    return { personaVersionId };
  },
  entityId: ({ personaVersionId }) => personaVersionId,
});
