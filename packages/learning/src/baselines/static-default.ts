import type { Configuration } from "@fleet-persona/persona";
import type { FleetPolicy } from "./fleet-policy.ts";

/** What a competent engineer set once: every attribute stays at its default. */
export const staticDefault: FleetPolicy = { name: "default", start: () => ({ decide: () => ({}) }) };

/** One configuration from the first decision to the last. */
export function staticPolicy(name: string, configuration: Configuration): FleetPolicy {
  return { name, start: () => ({ decide: () => configuration }) };
}
