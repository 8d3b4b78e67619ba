import type { AttributeVerdict, Decision, Guard } from "../decision.ts";
import { percent } from "./format-value.ts";

/** What a guard did to one attribute, to follow its name. */
export function sayGuard(guard: Guard, { heldUntil, clippedBy }: AttributeVerdict, decision: Decision): string {
  switch (guard) {
    case "mode":
      return "is not steered while the mode is off";
    case "pause":
      return "is paused";
    case "trigger":
      return `is held by the author's trigger ${decision.triggers.join(", ")}`;
    case "bounds":
      return "is limited by its bounds";
    case "deadband":
      return "is close enough to be left alone";
    case "forecast":
      return "does not shrink on a forecast alone";
    case "cooldown": {
      const seconds = heldUntil === null ? null : Math.max(1, Math.ceil((heldUntil - decision.at) / 1000));
      return seconds === null ? "is cooling down" : `is cooling down for another ${seconds} s`;
    }
    case "hysteresis":
      return "stays because no other choice is clearly better";
    case "magnitude":
      if (decision.magnitude === 0) return "may not move at all";
      // A trigger's step is not scaled by the policy's confidence, so the magnitude is not its measure.
      return clippedBy.includes("trigger")
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
