export { reactiveController, tunedReactiveSettings } from "./arm/reactive-controller.ts";
export { runArm, type Arm, type ArmOptions, type ArmResult, type Controller } from "./arm/run-arm.ts";
export { runSimulatedArm } from "./arm/simulated-arm.ts";
export { faultsOfDefault, faultsOfLoad } from "./arm/validity.ts";
export { endProcess } from "./child-process.ts";
export { demoAttributes } from "./demo-attributes.ts";
export { startDemoFleet, type DemoFleet, type DemoFleetOptions, type FleetEvent } from "./demo-fleet.ts";
export { FleetError, type FleetErrorCode } from "./fleet-error.ts";
export { freePort } from "./haproxy/free-port.ts";
export { findProgram, startHaproxy } from "./haproxy/haproxy-process.ts";
export { type LoadReport } from "./load/load-report.ts";
export { quantile } from "./load/quantile.ts";
export { runLoad, type LoadOptions } from "./load/run-load.ts";
export { type SecondBucket } from "./load/seconds.ts";
export { requestsOfLoad, simulatedDemoFleet, type MachineFigures } from "./simulated-demo-fleet.ts";
export { seededRandom } from "./seeded-random.ts";
export {
  BREACH,
  CLASSES,
  FEWEST_DEFAULT_BREACHES,
  TRAFFIC,
  WARMUP_S,
  type CacheStrategy,
  type RequestClass,
} from "./sizing.ts";
export { generateTrace, type TraceOptions } from "./trace/generate-trace.ts";
export { waveTrace } from "./trace/wave-trace.ts";
export { readTrace } from "./trace/read-trace.ts";
export { fitTrace, peakRate, rateAt, traceSeconds, type Trace } from "./trace/trace.ts";
export { expectedHitRatio, truthOf, type Truth } from "./truth.ts";
