export { type Objective } from "./breach.ts";
export { decisionRowOf } from "./decision-row.ts";
export { LiveFleet, type LiveFleetProps } from "./live-fleet.tsx";
export {
  type ApplyResult,
  type ConfigSeries,
  type DecisionRow,
  type LiveSource,
  type Sample,
  type SignalSeries,
  type TelemetryWindow,
} from "./live-source.ts";
