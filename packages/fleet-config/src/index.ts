export {
  boundSchema,
  fleetConfigSchema,
  freezeSchema,
  type FleetAttribute,
  type FleetConfig,
  type Freeze,
} from "./fleet-config.ts";
