import type { AdjustReason, Guard, HandoverReason, HoldReason, SignalProblem } from "@fleet-persona/engine";

const REASONS: Record<AdjustReason | HoldReason, string> = {
  policy: "the policy's recommendation",
  "reactive-rule": "the reactive rule",
  "safe-configuration": "back to the safe configuration",
  "author-trigger": "a trigger of the author",
  "outside-bounds": "back inside the bounds",
  "mode-off": "switched off",
  paused: "paused",
  "nothing-to-steer": "nothing to steer here",
  "at-recommendation": "already as recommended",
  "at-bounds": "already at the bound",
  "within-deadband": "difference too small to matter",
  "forecast-alone": "a forecast alone never shrinks",
  "cooling-down": "cooling down",
  "margin-too-small": "preference not clear enough",
  "wish-accumulating": "waiting for a whole step",
  "no-magnitude": "no room to move",
  "fallback-holds": "fallback holds",
};

const GUARDS: Record<Guard, string> = {
  mode: "mode",
  pause: "pause",
  trigger: "trigger",
  bounds: "bounds",
  deadband: "deadband",
  forecast: "forecast alone",
  cooldown: "cooldown",
  hysteresis: "hysteresis",
  magnitude: "step limit",
  "one-rank": "one rank at a time",
  "whole-step": "whole steps",
};

const PROBLEMS: Record<SignalProblem, string> = {
  missing: "is missing",
  stale: "is too old",
  "not-finite": "is not a number",
};

/** A reason in words. Codes of a newer agent read as themselves. */
export function reasonWords(because: AdjustReason | HoldReason): string {
  return REASONS[because] ?? spaced(because);
}

export function guardWords(guard: Guard): string {
  return GUARDS[guard] ?? spaced(guard);
}

/** Why the policy is not deciding: `latency_p95 is missing`. */
export function handoverWords(handover: HandoverReason): string {
  switch (handover.kind) {
    case "required-signal":
      return `${handover.signal} ${PROBLEMS[handover.problem] ?? handover.problem}`;
    case "low-confidence":
      return "confidence is below its floor";
    case "policy":
      return handover.because === "no-policy" ? "no policy is loaded" : "the policy's answer cannot be used";
    default:
      return handover satisfies never;
  }
}

function spaced(code: string): string {
  return code.replaceAll("-", " ");
}
