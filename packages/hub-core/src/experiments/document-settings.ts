import type { FleetConfig } from "@fleet-persona/fleet-config";
import type { ResolvedArm } from "./resolved.ts";

type Settings = FleetConfig["settings"];
type Pace = { readonly grow: number; readonly shrink: number };

/** The settings of an arm as a fleet's document says them. A fallback that is asked in the policy's place is a confidence nobody reaches. */
export function documentSettings({ decider, ...settings }: ResolvedArm["settings"]): Settings {
  const { cooldownMs, stabilisationMs, yieldMs, guardrail } = settings;
  const said = {
    adjustment_factor: settings.adjustmentFactor,
    risk_tolerance: settings.riskTolerance,
    deadband: settings.deadband,
    confidence_floor: decider === "fallback" ? 1 : settings.confidenceFloor,
    cooldown_s: cooldownMs && secondsOf(cooldownMs),
    stabilisation_s: stabilisationMs && secondsOf(stabilisationMs),
    fallback: settings.fallback,
    yield_s: yieldMs === undefined ? undefined : yieldMs / 1000,
    guardrail:
      guardrail &&
      ({
        error_rate_increase: guardrail.errorRateIncrease,
        latency_increase: guardrail.latencyIncrease,
        window_s: guardrail.windowMs / 1000,
      } satisfies NonNullable<Settings["guardrail"]>),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function secondsOf({ grow, shrink }: Pace): { grow: number; shrink: number } {
  return { grow: grow / 1000, shrink: shrink / 1000 };
}
