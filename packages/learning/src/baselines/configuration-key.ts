import type { Configuration } from "@fleet-persona/persona";

/** A text that is the same for the same configuration, in whatever order its attributes come. */
export function configurationKey(configuration: Configuration): string {
  return JSON.stringify(Object.entries(configuration).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
