import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { diffFleetConfig, fleetConfigSchema } from "@fleet-persona/fleet-config";
import type { FleetConfig } from "@fleet-persona/fleet-config";
import { and, eq, isNull } from "drizzle-orm";
import { assignedPersonas, readCurrentConfig } from "../config/read-config.ts";
import { followAssignment, writeConfig } from "../config/write-config.ts";
import type { Change } from "../config/write-config.ts";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import { HubError } from "../hub-error.ts";
import { userIdSchema } from "../ids.ts";
import { putInCharge } from "../reviews/put-in-charge.ts";
import { readVersion } from "../reviews/read-version.ts";
import { readPermission } from "../reviews/standing-review.ts";
import { documentSettings } from "./document-settings.ts";
import type { ExperimentRecord } from "./experiment-record.ts";

/** The arm's version and settings become what is in charge of the fleet, in the name of who started the experiment. */
export async function promoteArm(tx: Tx, record: ExperimentRecord, arm: string, now: Date): Promise<void> {
  const { tenantId, fleetId, plan, resolved } = record;
  const winner = resolved?.arms[arm];
  if (winner === undefined) throw new HubError("conflict", "This arm was never resolved.", "arm-unknown");
  const { personaVersionId, mode, settings } = winner;
  const permission = await readPermission(tx, { tenantId, fleetId, personaVersionId });
  if (permission === null || (mode === "active" && permission.mode !== "active"))
    throw new HubError("refused", "An admin has to approve this version as active first.", "approval-needed");
  const change = changeOf(record, now, `Promoted by the experiment ${plan.name}`);
  const version = await readVersion(tx, personaVersionId);
  await putInCharge(tx, change, { version, mode, mayAct: permission.mode === "active", bounds: permission.bounds });
  const before = await readCurrentConfig(tx, change);
  const config = { ...before.config, settings: { ...before.config.settings, ...documentSettings(settings) } };
  await writeIfChanged(tx, change, before, config);
}

/** What was in charge before the experiment is in charge again; a version that may not begin any more leaves the fleet without a Persona. */
export async function putBack(tx: Tx, record: ExperimentRecord, now: Date): Promise<void> {
  const { tenantId, fleetId, plan, resolved } = record;
  if (resolved === null) return;
  const { before } = resolved;
  const change = changeOf(record, now, `Put back by the experiment ${plan.name}`);
  if (before.personaVersionId === null || before.mode === null) await endAssignment(tx, change);
  else {
    const { personaVersionId, mode } = before;
    const permission = await readPermission(tx, { tenantId, fleetId, personaVersionId });
    const version = await readVersion(tx, personaVersionId);
    const approved = { version, mode, mayAct: permission?.mode === "active", bounds: {} };
    await putInCharge(tx, change, approved).catch(async (error: unknown) => {
      if (!(error instanceof HubError) || error.code !== "refused") throw error;
      await endAssignment(tx, change);
    });
  }
  const current = await readCurrentConfig(tx, change);
  const document = fleetConfigSchema.safeParse(before.document);
  if (!document.success) return;
  await writeIfChanged(tx, change, current, { ...document.data, personas: await assignedPersonas(tx, change) });
}

function changeOf({ tenantId, fleetId, row }: ExperimentRecord, now: Date, note: string): Change {
  return { tenantId, fleetId, userId: userIdSchema.parse(row.startedBy ?? row.createdBy), now, note };
}

async function writeIfChanged(
  tx: Tx,
  change: Change,
  before: { readonly version: number; readonly config: FleetConfig },
  config: FleetConfig,
): Promise<void> {
  if (before.version > 0 && diffFleetConfig(before.config, config).length === 0) return;
  await writeConfig(tx, change, { config, baseVersion: before.version });
}

async function endAssignment(tx: Tx, change: Change): Promise<void> {
  const { assignments } = tables;
  const { tenantId, fleetId, now } = change;
  await bumpFleet(tx, tenantId, fleetId);
  await tx
    .update(assignments)
    .set({ endedAt: now })
    .where(and(eq(assignments.tenantId, tenantId), eq(assignments.fleetId, fleetId), isNull(assignments.endedAt)));
  await followAssignment(tx, change);
}
