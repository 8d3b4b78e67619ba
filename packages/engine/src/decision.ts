import type { AttributeValue } from "@fleet-persona/persona";
import type { Exploration } from "./explore/explore.ts";
import type { Hand } from "./hands/hands.ts";
import type { Tripped } from "./outcome/guardrail.ts";
import type { PolicyProblem } from "./proposal.ts";
import type { Mode } from "./settings.ts";
import type { SignalProblem } from "./signals.ts";

/** What can clip a recommendation or hold it back. */
export type Guard =
  | "mode"
  | "drift"
  | "contention"
  | "not-leader"
  | "freeze"
  | "pause"
  | "tenant-trigger"
  | "trigger"
  | "bounds"
  | "back-off"
  | "deadband"
  | "stabilisation"
  | "forecast"
  | "cooldown"
  | "blast-radius"
  | "step-limit"
  | "hysteresis"
  | "magnitude"
  | "one-rank"
  | "whole-step";

/** What comes before everybody who decides. */
export type Override = "kill-switch" | "guardrail" | "revocation";

/** Why the policy did not decide. */
export type HandoverReason =
  | { readonly kind: "revoked" }
  | { readonly kind: "required-signal"; readonly signal: string; readonly problem: SignalProblem }
  | { readonly kind: "low-confidence" }
  | { readonly kind: "policy"; readonly because: PolicyProblem };

/** Why something moves. */
export type AdjustReason =
  | Override
  | "follows-leader"
  | "tenant-trigger"
  | "author-trigger"
  | "policy"
  | "reactive-rule"
  | "safe-configuration"
  | "outside-bounds";

/** Why nothing moves. */
export type HoldReason =
  | "mode-off"
  | "kill-switch"
  | "revocation"
  | "frozen"
  | "paused"
  | "changed-by-hand"
  | "contended"
  | "not-leader"
  | "backing-off"
  | "stabilising"
  | "not-our-turn"
  | "step-limit"
  | "nothing-to-steer"
  | "at-recommendation"
  | "at-bounds"
  | "within-deadband"
  | "forecast-alone"
  | "cooling-down"
  | "margin-too-small"
  | "wish-accumulating"
  | "no-magnitude"
  | "fallback-holds";

/** Factors of the live confidence, each 0..1; `total` is their product with `claimed`. */
export type Confidence = {
  readonly claimed: number;
  readonly distance: number;
  readonly missing: number;
  readonly entropy: number;
  readonly total: number;
};

/** One attribute's way from the raw recommendation to the final value, and every guard on that way. */
export type AttributeVerdict = {
  readonly attribute: string;
  readonly current: AttributeValue;
  readonly recommended: AttributeValue;
  readonly final: AttributeValue;
  readonly clippedBy: readonly Guard[];
  readonly heldBy: Guard | null;
  /** When what holds ends by itself: the first moment it would not hold, ms since the epoch. */
  readonly heldUntil: number | null;
};

type DecisionRecord = {
  readonly at: number;
  readonly mode: Mode;
  readonly decider: "policy" | "fallback" | "trigger";
  /** What took the decision out of everybody's hands; `decider` is then `trigger`. */
  readonly override: Override | null;
  /** What the person who engaged the kill switch said. */
  readonly note: string | null;
  readonly handover: HandoverReason | null;
  readonly deviationScore: number;
  /** Largest share of its range a number may move on the policy's word, 0..1. */
  readonly magnitude: number;
  readonly confidence: Confidence;
  readonly verdicts: readonly AttributeVerdict[];
  /** Names of the author's triggers that were active, and of the tenant's. */
  readonly triggers: readonly string[];
  readonly tenantTriggers: readonly string[];
  /** The freeze window that held everything, by name. */
  readonly frozenBy: string | null;
  /** Attributes that another hand changed and that are left alone, by name. */
  readonly hands: Readonly<Record<string, Hand>>;
  /** Why a change is being taken back: the service before and after it. */
  readonly tripped: Tripped | null;
  /** What was seen, by input name; null = not usable. */
  readonly signals: Readonly<Record<string, number | null>>;
  /** What was drawn from the policy's weights in place of its best word; absent where nothing was explored. */
  readonly exploration?: Exploration;
};

/** What was decided and everything that led there, as plain JSON. In `shadow` an adjustment is only what it would do. */
export type Decision = DecisionRecord &
  (
    | { readonly outcome: "adjust"; readonly because: AdjustReason }
    | { readonly outcome: "hold"; readonly because: HoldReason }
  );

/** One value that a decision moves. */
export type Change = { readonly attribute: string; readonly from: AttributeValue; readonly to: AttributeValue };

/** The values a decision moves; empty when it holds. Whether they are applied is the mode's business. */
export function changesOf(decision: Decision): Change[] {
  return decision.verdicts
    .filter((verdict) => verdict.final !== verdict.current)
    .map((verdict) => ({ attribute: verdict.attribute, from: verdict.current, to: verdict.final }));
}

/** Whether a decision drew something anew, rather than say again what it had drawn. */
export function hasDrawn({ exploration, at }: Decision): boolean {
  return exploration !== undefined && exploration.at === at && Object.keys(exploration.samples).length > 0;
}
