import type { Decision, HandoverReason } from "../decision.ts";
import type { PolicyProblem } from "../proposal.ts";
import type { SignalProblem } from "../signals.ts";
import { formatNumber, list, percent } from "./format-value.ts";

const signalProblems = {
  missing: "is missing",
  stale: "has stopped",
  "not-finite": "is not a number",
} as const satisfies Record<SignalProblem, string>;

const policyProblems = {
  "no-policy": "no policy is loaded",
  "policy-failed": "the policy failed",
  "policy-too-slow": "the policy was too slow",
  "policy-output-invalid": "the policy's output was invalid",
  "lease-lapsed": "the lease and its grace are over",
  "not-asked": "it is asked in the policy's place",
} as const satisfies Record<PolicyProblem, string>;

// What an operator looks at first; shown when the decision saw them.
const HEADLINE_SIGNALS = ["request_rate", "latency_p95", "cpu_utilisation"];

/** Why the policy did not decide. */
function sayHandover(handover: HandoverReason, confidence: number): string {
  switch (handover.kind) {
    case "revoked":
      return "the Persona was revoked";
    case "required-signal":
      return `the required signal ${handover.signal} ${signalProblems[handover.problem]}`;
    case "low-confidence":
      return `the policy's confidence fell to ${formatNumber(confidence)}`;
    case "policy":
      return policyProblems[handover.because];
    default:
      return handover satisfies never;
  }
}

/** Who decided, and on what: a clause. */
export function sayReason(decision: Decision): string {
  return reasons[decision.because](decision);
}

const reasons = {
  policy: (decision) =>
    `the policy recommends it (${list([...headlines(decision), `confidence ${formatNumber(decision.confidence.total)}`])})`,
  "reactive-rule": (decision) => `the reactive rule decides${withoutPolicy(decision)}${bracketed(decision)}`,
  "safe-configuration": (decision) =>
    decision.decider === "trigger"
      ? `the trigger ${list([...decision.tenantTriggers, ...decision.triggers])} asks for the safe configuration`
      : `the safe configuration applies${withoutPolicy(decision)}`,
  "kill-switch": ({ note }) => `the kill switch is engaged${note === null ? "" : ` (${note})`}`,
  revocation: () => "the Persona was revoked",
  guardrail: ({ tripped }) =>
    tripped === null
      ? "the last change made the service worse and is being taken back"
      : `the last change made the service worse (${list(worse(tripped))})`,
  "follows-leader": () => "the fleet's leader decided it",
  "tenant-trigger": ({ tenantTriggers }) => `your trigger ${list(tenantTriggers)} asks for it`,
  "author-trigger": ({ triggers }) => `the author's trigger ${list(triggers)} asks for it`,
  "outside-bounds": () => "it was outside the bounds",
  "mode-off": () => "the mode is off",
  paused: () => "changes are paused",
  frozen: ({ frozenBy }) => `changes are frozen by ${frozenBy ?? "a freeze window"}`,
  "changed-by-hand": () => "another hand changed it and keeps it for now",
  contended: () => "something else keeps writing it",
  "not-leader": () => "the fleet's leader decides and none is known",
  "backing-off": holding("what was taken back stays there for a while"),
  stabilising: holding("the recommendation has not stood long enough"),
  "not-our-turn": holding("other hosts of the fleet change first"),
  "step-limit": holding("the step limit leaves no room to move"),
  "nothing-to-steer": () => "there is nothing here it can steer",
  "fallback-holds": (decision) => `the fallback is to hold${withoutPolicy(decision)}`,
  "at-recommendation": holding("everything is as recommended"),
  "at-bounds": holding("the recommendation lies outside the bounds"),
  "within-deadband": holding("what is recommended hardly differs"),
  "forecast-alone": holding("load is forecast to fall but has not fallen yet"),
  "cooling-down": holding("the last change is too recent"),
  "margin-too-small": holding("no other choice is clearly better"),
  "wish-accumulating": holding("the wish is not yet worth a whole step"),
  "no-magnitude": holding("risk tolerance or confidence leave no room to move"),
} as const satisfies Record<Decision["because"], (decision: Decision) => string>;

function worse({ before, after }: NonNullable<Decision["tripped"]>): string[] {
  const errors = [`errors ${percent(before.errorRate)} to ${percent(after.errorRate)}`];
  const latency = [`p95 ${formatNumber(before.latency)} to ${formatNumber(after.latency)} ms`];
  return [...(after.errorRate > before.errorRate ? errors : []), ...(after.latency > before.latency ? latency : [])];
}

function holding(reason: string): (decision: Decision) => string {
  return (decision) =>
    decision.handover === null ? reason : `${reason} (the fallback decides${withoutPolicy(decision)})`;
}

function withoutPolicy({ handover, confidence }: Decision): string {
  return handover === null ? "" : ` because ${sayHandover(handover, confidence.total)}`;
}

function headlines({ signals }: Decision): string[] {
  return HEADLINE_SIGNALS.flatMap((name) => {
    const value = signals[name];
    return typeof value === "number" ? [`${name} ${formatNumber(value)}`] : [];
  });
}

function bracketed(decision: Decision): string {
  const said = headlines(decision);
  return said.length === 0 ? "" : ` (${list(said)})`;
}
