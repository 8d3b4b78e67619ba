export { intersectBounds, type Bound, type Bounds } from "./bounds.ts";
export {
  changesOf,
  type AdjustReason,
  type AttributeVerdict,
  type Change,
  type Confidence,
  type Decision,
  type Guard,
  type HandoverReason,
  type HoldReason,
} from "./decision.ts";
export { explain } from "./explain/explain.ts";
export { deriveSignals, initialForecastMemory, type ForecastMemory } from "./forecast/derive-signals.ts";
export { forecastStatus, type HorizonStatus } from "./forecast/forecast-status.ts";
export { type ForecasterName } from "./forecast/forecaster.ts";
export { HORIZONS, type Horizon, type HorizonName } from "./forecast/horizon.ts";
export { type Forecast } from "./forecast/outlook.ts";
export { initialMemory, type EngineMemory, type TriggerState } from "./memory.ts";
export { parsePolicyOutputs } from "./policy/parse-policy-outputs.ts";
export { policyInputs } from "./policy/policy-inputs.ts";
export { type PolicyProblem, type Proposal, type Weights } from "./proposal.ts";
export { reactive, type ReactiveAnswer, type ReactiveReason, type ReactiveSituation } from "./reactive/reactive.ts";
export { createReactive, type ReactiveMemory } from "./reactive/reactive-memory.ts";
export { defaultReactiveSettings, type ReactiveSettings } from "./reactive/reactive-settings.ts";
export { type EngineSettings, type Fallback, type Mode } from "./settings.ts";
export { type SignalProblem, type SignalReading, type Signals } from "./signals.ts";
export { type Situation } from "./situation.ts";
export { step } from "./step.ts";
