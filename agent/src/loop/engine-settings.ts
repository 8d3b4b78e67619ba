import {
  cooldownsFrom,
  defaultCautions,
  defaultReactiveSettings,
  intersectBounds,
  type Bounds,
  type EngineSettings,
} from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";
import type { Control } from "@fleet-persona/protocol";
import type { TargetDescription } from "../targets/target.ts";
import type { RunningPersona } from "./running-persona.ts";

// Below a quarter of full confidence the policy knows little that the fallback does not.
const DEFAULT_CONFIDENCE_FLOOR = 0.25;

/** What the engine is told about one running Persona on this target; made anew only when one of them changes. */
export type EngineFrame = Readonly<{ settings: EngineSettings; bounds: Bounds }>;

/** What a frame is made from; the same objects give the same frame. */
export type FrameParts = Readonly<{
  running: RunningPersona;
  description: TargetDescription;
  hostBounds: Bounds;
  control: Control | null;
  /** The host's own snapshot from before any Persona touched it. */
  snapshot: Configuration;
}>;

export function engineFrame({ running, description, hostBounds, control, snapshot }: FrameParts): EngineFrame {
  const { persona, assignment } = running;
  const { manifest } = persona;
  const { adaptation } = manifest;
  const overrides = assignment.settings;
  const steerable = new Set(description.attributes.map(({ name }) => name));
  const hot = overrides.cooldownMs ?? {
    grow: adaptation.cooldown_s.grow * 1000,
    shrink: adaptation.cooldown_s.shrink * 1000,
  };
  return {
    settings: {
      mode: assignment.mode,
      attributes: manifest.attributes.filter(({ name }) => steerable.has(name)),
      inputs: manifest.policy.inputs.signals,
      claimedConfidence: running.confidence,
      confidenceFloor: overrides.confidenceFloor ?? DEFAULT_CONFIDENCE_FLOOR,
      adjustmentFactor: overrides.adjustmentFactor ?? adaptation.adjustment_factor,
      riskTolerance: overrides.riskTolerance ?? adaptation.risk_tolerance,
      deadband: overrides.deadband ?? adaptation.deadband,
      stepLimits: control?.stepLimits ?? defaultCautions.stepLimits,
      cooldownMs: cooldownsFrom(hot),
      stabilisationMs: overrides.stabilisationMs ?? defaultCautions.stabilisationMs,
      yieldMs: overrides.yieldMs ?? defaultCautions.yieldMs,
      guardrail: overrides.guardrail === undefined ? defaultCautions.guardrail : overrides.guardrail,
      fallback: overrides.fallback ?? "reactive",
      decider: overrides.decider,
      reactive: defaultReactiveSettings,
      safe: { ...snapshot, ...control?.declared },
    },
    // The host's own word comes last: no layer before it can widen it.
    bounds: intersectBounds(assignment.bounds, targetBounds(description), hostBounds),
  };
}

function targetBounds(description: TargetDescription): Bounds {
  return Object.fromEntries(description.attributes.map(({ name, ...bound }) => [name, bound]));
}

/** Whether a value may be set under these bounds. */
export function withinBounds(bounds: Bounds, attribute: string, value: Configuration[string]): boolean {
  const bound = bounds[attribute];
  if (bound === undefined) return true;
  if (bound.kind === "choices") return typeof value !== "number" && bound.allowed.includes(value);
  return typeof value === "number" && value >= bound.min && value <= bound.max;
}
