import type { Tx } from "@fleet-persona/db";
import { HubError } from "../hub-error.ts";
import type { FleetId, TenantId } from "../ids.ts";
import { readOpenRecord } from "./experiment-record.ts";

/** `refused` with `experiment-running` while an experiment holds the fleet: what is in charge must not change under it. */
export async function requireNoExperiment(tx: Tx, tenantId: TenantId, fleetId: FleetId): Promise<void> {
  const open = await readOpenRecord(tx, tenantId, fleetId);
  if (open === null) return;
  const message = `The experiment "${open.plan.name}" holds this fleet: stop it first. The kill switch, pauses and revocations work at any time.`;
  throw new HubError("refused", message, "experiment-running");
}
