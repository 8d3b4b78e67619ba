import type { AdjustReason, AttributeVerdict, Decision, Guard, HoldReason } from "./decision.ts";
import type { Fallback } from "./settings.ts";

type Outcome = { outcome: "adjust"; because: AdjustReason } | { outcome: "hold"; because: HoldReason };

// The guard nearest to letting a change through says why nothing moved.
const heldReasons = [
  ["mode", "mode-off"],
  ["pause", "paused"],
  ["whole-step", "wish-accumulating"],
  ["cooldown", "cooling-down"],
  ["forecast", "forecast-alone"],
  ["hysteresis", "margin-too-small"],
  ["magnitude", "no-magnitude"],
  ["deadband", "within-deadband"],
  ["bounds", "at-bounds"],
  ["trigger", "at-bounds"],
] as const satisfies readonly (readonly [Guard, HoldReason])[];

/** The one reason a decision gives for moving or holding. */
export function outcomeOf(
  verdicts: readonly AttributeVerdict[],
  decider: Decision["decider"],
  fallback: Fallback,
): Outcome {
  const changed = verdicts.filter(({ final, current }) => final !== current);
  if (changed.length > 0) return { outcome: "adjust", because: adjustReason(changed, decider, fallback) };
  if (verdicts.length === 0) return { outcome: "hold", because: "nothing-to-steer" };
  const guard = heldReasons.find(([name]) => verdicts.some(({ heldBy }) => heldBy === name));
  if (guard !== undefined) return { outcome: "hold", because: guard[1] };
  const idle = decider === "fallback" && fallback === "hold";
  return { outcome: "hold", because: idle ? "fallback-holds" : "at-recommendation" };
}

function adjustReason(
  changed: readonly AttributeVerdict[],
  decider: Decision["decider"],
  fallback: Fallback,
): AdjustReason {
  if (decider === "trigger") return "safe-configuration";
  if (changed.every(({ clippedBy }) => clippedBy.includes("trigger"))) return "author-trigger";
  if (decider === "fallback" && fallback !== "hold")
    return fallback === "safe" ? "safe-configuration" : "reactive-rule";
  return changed.every(({ clippedBy, recommended, current }) => clippedBy.includes("bounds") && recommended === current)
    ? "outside-bounds"
    : "policy";
}
