export {
  type BehaviourModel,
  type CompressionModel,
  type CostModel,
  type CpuModel,
  type FleetModel,
  type RequestClass,
  type ServerModel,
  type ServiceTime,
} from "./fleet-model.ts";
export {
  type Fault,
  type RatePoint,
  type RecordedRequest,
  type Scenario,
  type Span,
  type Traffic,
} from "./scenario.ts";
export { type Foresight, type Observation, type Outcome, type Simulation } from "./simulation.ts";
export { readTimedValues, type TimedValue, type TraceColumns } from "./trace/read-timed-values.ts";
export { readTrace } from "./trace/read-trace.ts";
export { TraceError } from "./trace/trace-error.ts";
export { ScenarioError } from "./scenario-error.ts";
export { startSimulation } from "./start-simulation.ts";
export { fitTrace, type TraceFit } from "./traffic/fit-trace.ts";
export { generateTraffic, TRAFFIC_SHAPES, type TrafficOptions, type TrafficShape } from "./traffic/generate-traffic.ts";
