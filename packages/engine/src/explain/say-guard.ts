import type { AttributeVerdict, Decision, Guard } from "../decision.ts";
import { formatValue, percent } from "./format-value.ts";

/** What a guard did to one attribute, to follow its name. */
export function sayGuard(guard: Guard, verdict: AttributeVerdict, decision: Decision): string {
  switch (guard) {
    case "drift":
    case "contention":
    case "not-leader":
    case "freeze":
    case "back-off":
    case "blast-radius":
    case "stabilisation":
    case "step-limit":
      return sayRestraint(guard, verdict, decision);
    case "mode":
      return "is not steered while the mode is off";
    case "pause":
      return "is paused";
    case "tenant-trigger":
      return `is held by your trigger ${decision.tenantTriggers.join(", ")}`;
    case "trigger":
      return `is held by the author's trigger ${decision.triggers.join(", ")}`;
    case "bounds":
      return "is limited by its bounds";
    case "deadband":
      return "is close enough to be left alone";
    case "forecast":
      return "does not shrink on a forecast alone";
    case "cooldown":
      return `is cooling down${forAnother(verdict, decision)}`;
    case "hysteresis":
      return "stays because no other choice is clearly better";
    case "magnitude":
      if (decision.magnitude === 0) return "may not move at all";
      // A trigger's step is not scaled by the policy's confidence, so the magnitude is not its measure.
      return verdict.clippedBy.some((by) => by === "trigger" || by === "tenant-trigger")
        ? "moves step by step"
        : `may move ${percent(decision.magnitude)} of its range a step`;
    case "one-rank":
      return "goes one rank at a time";
    case "whole-step":
      return "goes one whole step at a time";
    default:
      return guard satisfies never;
  }
}

type Restraint = Extract<
  Guard,
  "drift" | "contention" | "not-leader" | "freeze" | "back-off" | "blast-radius" | "stabilisation" | "step-limit"
>;

function sayRestraint(guard: Restraint, verdict: AttributeVerdict, decision: Decision): string {
  switch (guard) {
    case "drift": {
      const hand = decision.hands[verdict.attribute];
      const what = hand === undefined ? "" : ` (${formatValue(hand.ours)} became ${formatValue(hand.theirs)})`;
      return `was changed by another hand${what} and is left alone${forAnother(verdict, decision)}`;
    }
    case "contention":
      return "is written by something else again and again and is left alone until you say to steer it again";
    case "not-leader":
      return "is for the fleet's leader to decide, and no leader is known";
    case "freeze":
      return `is frozen by ${decision.frozenBy ?? "a freeze window"}`;
    case "back-off":
      return `was taken back and stays there${forAnother(verdict, decision)}`;
    case "blast-radius":
      return `waits for this host's turn${forAnother(verdict, decision)}`;
    case "stabilisation":
      return "waits until the recommendation has stood long enough";
    case "step-limit":
      return "may go only so far in one step";
    default:
      return guard satisfies never;
  }
}

function forAnother({ heldUntil }: AttributeVerdict, { at }: Decision): string {
  return heldUntil === null ? "" : ` for another ${Math.max(1, Math.ceil((heldUntil - at) / 1000))} s`;
}
