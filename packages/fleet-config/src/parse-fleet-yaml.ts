import { fleetConfigSchema, type FleetConfig } from "./fleet-config.ts";
import { parseYaml, type YamlProblem } from "./parse-yaml.ts";

/** What a file says, or everything that is wrong with it. */
export type ParsedFleetYaml =
  | { readonly kind: "config"; readonly config: FleetConfig }
  | { readonly kind: "refused"; readonly problems: readonly YamlProblem[] };

/** Reads `fleet.yaml` (YAML 1.2, so JSON too). No tags, no aliases, no unknown fields, no key twice. */
export function parseFleetYaml(text: string): ParsedFleetYaml {
  const parsed = parseYaml(text, fleetConfigSchema);
  return parsed.kind === "value" ? { kind: "config", config: parsed.value } : parsed;
}
