import { defaultReactiveSettings, intersectBounds, type Bounds, type EngineSettings } from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";
import type { TargetDescription } from "../targets/target.ts";
import type { RunningPersona } from "./running-persona.ts";

// Below a quarter of full confidence the policy knows little that the fallback does not.
const DEFAULT_CONFIDENCE_FLOOR = 0.25;

/** What the engine is told about one running Persona on this target; made anew only when one of them changes. */
export type EngineFrame = Readonly<{ settings: EngineSettings; bounds: Bounds }>;

export function engineFrame(input: {
  running: RunningPersona;
  description: TargetDescription;
  hostBounds: Bounds;
  paused: boolean;
  safe: Configuration;
}): EngineFrame {
  const { persona, assignment } = input.running;
  const { manifest } = persona;
  const { adaptation } = manifest;
  const overrides = assignment.settings;
  const steerable = new Set(input.description.attributes.map(({ name }) => name));
  const attributes = manifest.attributes.filter(({ name }) => steerable.has(name));
  return {
    settings: {
      mode: assignment.mode,
      paused: input.paused,
      attributes,
      inputs: manifest.policy.inputs.signals,
      claimedConfidence: manifest.confidence_score,
      confidenceFloor: overrides.confidenceFloor ?? DEFAULT_CONFIDENCE_FLOOR,
      adjustmentFactor: overrides.adjustmentFactor ?? adaptation.adjustment_factor,
      riskTolerance: overrides.riskTolerance ?? adaptation.risk_tolerance,
      deadband: overrides.deadband ?? adaptation.deadband,
      cooldownMs: overrides.cooldownMs ?? {
        grow: adaptation.cooldown_s.grow * 1000,
        shrink: adaptation.cooldown_s.shrink * 1000,
      },
      fallback: overrides.fallback ?? "reactive",
      reactive: defaultReactiveSettings,
      safe: input.safe,
    },
    // The host's own word comes last: no layer before it can widen it.
    bounds: intersectBounds(assignment.bounds, targetBounds(input.description), input.hostBounds),
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
