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
export { initialMemory, type EngineMemory, type TriggerState } from "./memory.ts";
export { type PolicyProblem, type Proposal, type Weights } from "./proposal.ts";
export { createReactive, type ReactiveMemory } from "./reactive/reactive-memory.ts";
export { defaultReactiveSettings, type ReactiveSettings } from "./reactive/reactive-settings.ts";
export { type EngineSettings, type Fallback, type Mode } from "./settings.ts";
export { type SignalProblem, type SignalReading, type Signals } from "./signals.ts";
