import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { diffFleetConfig } from "@fleet-persona/fleet-config";
import type { FleetConfig } from "@fleet-persona/fleet-config";
import type { FleetId, TenantId, UserId } from "../ids.ts";
import { assignedPersonas, readCurrentConfig } from "./read-config.ts";

/** Who changes which fleet's document, when and why. */
export type Change = {
  readonly tenantId: TenantId;
  readonly fleetId: FleetId;
  readonly userId: UserId;
  readonly now: Date;
  readonly note: string;
};

/** Adds a version after `baseVersion`. The fleet must be locked (`bumpFleet`), so that two writers never number alike. */
export async function writeConfig(
  tx: Tx,
  { tenantId, fleetId, userId, now, note }: Change,
  { config, baseVersion }: { config: FleetConfig; baseVersion: number },
): Promise<number> {
  const version = baseVersion + 1;
  await tx
    .insert(tables.fleetConfigs)
    .values({ tenantId, fleetId, version, document: config, note, changedBy: userId, changedAt: now });
  return version;
}

/** Brings the document after a change that was made to the assignment alone; does nothing when it says so already. */
export async function followAssignment(tx: Tx, change: Change): Promise<void> {
  const current = await readCurrentConfig(tx, change);
  const config = { ...current.config, personas: await assignedPersonas(tx, change) };
  // Version 0 is derived from the assignment itself: writing it down is what makes it a version.
  if (current.version > 0 && diffFleetConfig(current.config, config).length === 0) return;
  await writeConfig(tx, change, { config, baseVersion: current.version });
}
