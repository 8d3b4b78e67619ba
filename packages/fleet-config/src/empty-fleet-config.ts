import type { FleetConfig } from "./fleet-config.ts";

/** The state document of a fleet about which nobody has said anything yet. */
export function emptyFleetConfig(slug: string): FleetConfig {
  return {
    schema: "fleet-persona/fleet/1",
    fleet: slug,
    attributes: {},
    triggers: [],
    freeze_windows: [],
    personas: [],
    settings: {},
  };
}
