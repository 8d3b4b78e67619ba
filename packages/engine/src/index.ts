export {
  noControls,
  type Controls,
  type Direction,
  type FreezeWindow,
  type Leadership,
  type Pause,
  type Revoked,
  type Rollout,
} from "./controls.ts";
export { intersectBounds, type Bound, type Bounds } from "./bounds.ts";
export {
  changesOf,
  hasDrawn,
  type AdjustReason,
  type AttributeVerdict,
  type Change,
  type Confidence,
  type Decision,
  type Guard,
  type HandoverReason,
  type HoldReason,
  type Override,
} from "./decision.ts";
export { occlusion, type Attribution, type PolicyRow } from "./explain/attribution.ts";
export { explain } from "./explain/explain.ts";
export { DRAWS_EACH, explore, type Exploration, type Exploring, type HeldSample } from "./explore/explore.ts";
export { type Drawn, type Left } from "./explore/draw.ts";
export { SPOKEN_DEVIATION, spokenWeights } from "./explore/spoken.ts";
export { deriveSignals, initialForecastMemory, type ForecastMemory } from "./forecast/derive-signals.ts";
export { frozenBy } from "./guards/freeze.ts";
export { cooldownsFrom, type CooldownMs } from "./guards/pace.ts";
export { type Hand } from "./hands/hands.ts";
export { sameValue } from "./hands/same-value.ts";
export { inheritedMemory, initialMemory, revivedMemory, type EngineMemory, type TriggerState } from "./memory.ts";
export { type GuardrailSettings, type Tripped } from "./outcome/guardrail.ts";
export { forecastStatus, type HorizonStatus } from "./forecast/forecast-status.ts";
export { type ForecasterName } from "./forecast/forecaster.ts";
export { HORIZONS, type Horizon, type HorizonName } from "./forecast/horizon.ts";
export { type Forecast } from "./forecast/outlook.ts";
export { parsePolicyOutputs } from "./policy/parse-policy-outputs.ts";
export { policyInputs } from "./policy/policy-inputs.ts";
export { type PolicyProblem, type Proposal, type Weights } from "./proposal.ts";
export { reactive, type ReactiveAnswer, type ReactiveReason, type ReactiveSituation } from "./reactive/reactive.ts";
export { createReactive, type ReactiveMemory } from "./reactive/reactive-memory.ts";
export { defaultReactiveSettings, type ReactiveSettings } from "./reactive/reactive-settings.ts";
export { noteApplied, noteLost } from "./remember.ts";
export {
  defaultCautions,
  isActing,
  type EngineSettings,
  type Fallback,
  type Mode,
  type StepLimit,
} from "./settings.ts";
export { type SignalProblem, type SignalReading, type Signals } from "./signals.ts";
export { type Situation } from "./situation.ts";
export { step } from "./step.ts";
