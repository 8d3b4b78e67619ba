import type { HostState } from "@fleet-persona/hub-core";
import { stateSchema, type FleetState } from "@fleet-persona/protocol";

/** The hub's view of a host as the message that carries it; throws when the hub's own data does not fit the protocol. */
export function fleetStateOf(state: HostState): Omit<FleetState, "type"> {
  const { type: _type, ...rest } = stateSchema.parse({ type: "state", ...state });
  return rest;
}
