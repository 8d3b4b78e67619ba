import { HubError, type HostKey } from "@fleet-persona/hub-core";
import type { FleetValues, Lease } from "@fleet-persona/protocol";
import type { Deps } from "../deps.ts";

/** The hub's answer to a host that asks to lead; null when it cannot answer, and then the host goes on as it was told last. */
export async function answerLead(deps: Deps, host: HostKey, askedAt: number): Promise<Omit<Lease, "type"> | null> {
  try {
    return await deps.hub.takeFleetLease(host, { askedAt });
  } catch (error) {
    deps.log.warn({ err: error, hostId: host.hostId }, "the lease could not be settled");
    return null;
  }
}

/** Keeps what a leader decided. A host that does not lead any more has been told so, or will be when it asks again. */
export async function keepFleetValues(
  deps: Deps,
  host: HostKey,
  { type: _type, ...values }: FleetValues,
): Promise<void> {
  try {
    await deps.hub.publishFleetValues(host, values);
  } catch (error) {
    const level = error instanceof HubError ? "info" : "warn";
    deps.log[level]({ err: error, hostId: host.hostId }, "the fleet's values were not kept");
  }
}
