export { simulatorTargetSchema as schema } from "./config.ts";
export { openSimulatorTarget as open } from "./simulator-target.ts";
