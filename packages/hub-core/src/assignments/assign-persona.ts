import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Change } from "../config/write-config.ts";
import { requireNoExperiment } from "../experiments/require-no-experiment.ts";
import { readFit } from "../fit/read-fit.ts";
import { lockFleet } from "../fleets/require-fleet.ts";
import { requireAdmission } from "../gate/admission.ts";
import { readGateState } from "../gate/read-gate.ts";
import { HubError } from "../hub-error.ts";
import { fleetIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { FleetId, TenantId } from "../ids.ts";
import { requireBeginnable } from "../lifecycle/require-beginnable.ts";
import { putInCharge } from "../reviews/put-in-charge.ts";
import { readVersion, requireEntitlement } from "../reviews/read-version.ts";
import { readPermission } from "../reviews/standing-review.ts";
import { defineCommand } from "../use-case/define.ts";
import type { AssignmentView } from "./assignment.ts";
import { readAssignments } from "./read-assignments.ts";

/**
 * Puts a version that an admin approved for a fleet in charge of it again, in shadow; the one before it ends. Assigning the version
 * that is in charge already changes nothing. `refused` with `not-entitled`, with what the gate has against it, with `review-needed`,
 * with `version-yanked` or `version-revoked` when it was taken back, with `experiment-running` while one holds the fleet, or, when a required signal is known to be missing, with
 * `signals-missing: <names>`, unless `acceptMissing`.
 */
export const assignPersona = defineCommand({
  name: "assignPersona",
  scope: "operator",
  input: z.strictObject({
    fleetId: fleetIdSchema,
    personaVersionId: personaVersionIdSchema,
    acceptMissing: z.boolean().default(false),
  }),
  run: async ({ tx, actor, now }, { fleetId, personaVersionId, acceptMissing }): Promise<AssignmentView> => {
    const { tenantId, userId } = actor;
    await lockFleet(tx, tenantId, fleetId);
    await requireNoExperiment(tx, tenantId, fleetId);
    const version = await readVersion(tx, personaVersionId);
    const { listingId, manifest } = version;
    await requireEntitlement(tx, { tenantId, now, listingId });
    const current = await currentOf(tx, tenantId, fleetId);
    if (current?.personaVersionId === personaVersionId) return current;
    const permission = await readPermission(tx, { tenantId, fleetId, personaVersionId });
    requireAdmission(await readGateState(tx, personaVersionId), permission?.quarantineReasons ?? []);
    if (permission === null) {
      throw new HubError("refused", "An admin has to approve this version for this fleet first.", "review-needed");
    }
    await requireBeginnable(tx, personaVersionId);
    if (!acceptMissing) refuseMissing(await readFit(tx, { tenantId, fleetId, now, manifest }));
    const note = `Put ${manifest.id} version ${manifest.version} in charge`;
    const change: Change = { tenantId, fleetId, userId, now, note };
    const { mode, bounds } = permission;
    await putInCharge(tx, change, { version, mode: "shadow", mayAct: mode === "active", bounds });
    const assignment = await currentOf(tx, tenantId, fleetId);
    if (assignment === undefined) throw new TypeError("An assignment that was just written cannot be missing.");
    return assignment;
  },
  entityId: (assignment) => assignment.assignmentId,
});

function refuseMissing({ missing }: { readonly missing: readonly string[] }): void {
  if (missing.length === 0) return;
  const names = missing.join(", ");
  const message = `This Persona requires ${names}, and as far as the hub is told, no host or source of this fleet supplies it.`;
  throw new HubError("refused", message, `signals-missing: ${names}`);
}

async function currentOf(tx: Tx, tenantId: TenantId, fleetId: FleetId): Promise<AssignmentView | undefined> {
  const { assignments } = tables;
  const inCharge = and(eq(assignments.fleetId, fleetId), isNull(assignments.endedAt));
  return (await readAssignments(tx, tenantId, inCharge))[0];
}
