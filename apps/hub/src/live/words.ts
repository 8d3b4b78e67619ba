import type {
  AdjustReason,
  Guard,
  HandoverReason,
  HoldReason,
  PolicyProblem,
  SignalProblem,
} from "@fleet-persona/engine";

const REASONS: Record<AdjustReason | HoldReason, string> = {
  "kill-switch": "kill switch engaged",
  guardrail: "outcome guardrail took a change back",
  revocation: "Persona revoked",
  "follows-leader": "follows the fleet's leader",
  "tenant-trigger": "a trigger of yours",
  "author-trigger": "a trigger of the author",
  policy: "the policy's recommendation",
  "reactive-rule": "the reactive rule",
  "safe-configuration": "back to the safe configuration",
  "outside-bounds": "back inside the bounds",
  "mode-off": "switched off",
  frozen: "in a freeze window",
  paused: "paused",
  "changed-by-hand": "changed by hand, left alone for now",
  contended: "something else keeps changing it",
  "not-leader": "the fleet's leader decides this",
  "backing-off": "taken back lately",
  stabilising: "waiting whether the wish stands",
  "not-our-turn": "another host's turn to change",
  "step-limit": "the step limit allows nothing",
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
  drift: "a change by hand",
  contention: "something else that steers it",
  "not-leader": "the leader's word",
  freeze: "freeze window",
  pause: "pause",
  "tenant-trigger": "your trigger",
  trigger: "trigger",
  bounds: "bounds",
  "back-off": "back-off after a roll-back",
  deadband: "deadband",
  stabilisation: "stabilisation window",
  forecast: "forecast alone",
  cooldown: "cooldown",
  "blast-radius": "blast radius",
  "step-limit": "your step limit",
  hysteresis: "hysteresis",
  magnitude: "magnitude",
  "one-rank": "one rank at a time",
  "whole-step": "whole steps",
};

const PROBLEMS: Record<SignalProblem, string> = {
  missing: "is missing",
  stale: "is too old",
  "not-finite": "is not a number",
};

const POLICY_PROBLEMS: Record<PolicyProblem, string> = {
  "no-policy": "no policy is loaded",
  "policy-failed": "the policy failed",
  "policy-too-slow": "the policy took too long",
  "policy-output-invalid": "the policy's answer cannot be used",
  "lease-lapsed": "its lease and grace are over",
  "not-asked": "it is asked in the policy's place",
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
    case "revoked":
      return "the Persona was revoked";
    case "required-signal":
      return `${handover.signal} ${PROBLEMS[handover.problem] ?? handover.problem}`;
    case "low-confidence":
      return "confidence is below its floor";
    case "policy":
      return POLICY_PROBLEMS[handover.because] ?? spaced(handover.because);
    default:
      return handover satisfies never;
  }
}

function spaced(code: string): string {
  return code.replaceAll("-", " ");
}
