export { controlOf, type HostControl, type Place } from "./control-of.ts";
export { diffFleetConfig } from "./diff-fleet-config.ts";
export { emptyFleetConfig } from "./empty-fleet-config.ts";
export { type FleetChange, type FleetChangeKind } from "./fleet-change.ts";
export {
  boundSchema,
  fleetConfigSchema,
  freezeSchema,
  type FleetAttribute,
  type FleetConfig,
  type Freeze,
} from "./fleet-config.ts";
export { formatFleetYaml, type Margin, type ValuesNow } from "./format-fleet-yaml.ts";
export { parseFleetYaml, type ParsedFleetYaml } from "./parse-fleet-yaml.ts";
export { parseYaml, type ParsedYaml, type YamlProblem } from "./parse-yaml.ts";
export { isTimeZone } from "./time-zone.ts";
