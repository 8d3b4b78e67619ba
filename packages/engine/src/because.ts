import type { Subject } from "./adjust/subject.ts";
import type { AdjustReason, AttributeVerdict, Decision, Guard, HoldReason, Override } from "./decision.ts";
import type { Fallback } from "./settings.ts";

type Outcome = { outcome: "adjust"; because: AdjustReason } | { outcome: "hold"; because: HoldReason };

type Deciding = {
  readonly decider: Decision["decider"];
  readonly override: Override | null;
  readonly fallback: Fallback;
};

// What holds everything comes first; of the rest, the guard nearest to letting a change through says why nothing moved.
const heldReasons = [
  ["mode", "mode-off"],
  ["freeze", "frozen"],
  ["pause", "paused"],
  ["whole-step", "wish-accumulating"],
  ["blast-radius", "not-our-turn"],
  ["cooldown", "cooling-down"],
  ["stabilisation", "stabilising"],
  ["forecast", "forecast-alone"],
  ["step-limit", "step-limit"],
  ["hysteresis", "margin-too-small"],
  ["magnitude", "no-magnitude"],
  ["back-off", "backing-off"],
  ["deadband", "within-deadband"],
  ["one-rank", "margin-too-small"],
  ["bounds", "at-bounds"],
  ["tenant-trigger", "at-bounds"],
  ["trigger", "at-bounds"],
  ["contention", "contended"],
  ["drift", "changed-by-hand"],
  ["not-leader", "not-leader"],
] as const satisfies readonly (readonly [Guard, HoldReason])[];

/** The one reason a decision gives for moving or holding. */
export function outcomeOf(
  verdicts: readonly AttributeVerdict[],
  subjects: readonly Subject[],
  deciding: Deciding,
): Outcome {
  const changed = subjects.flatMap((subject, index) => {
    const verdict = verdicts[index];
    return verdict === undefined || verdict.final === verdict.current ? [] : [{ subject, verdict }];
  });
  if (changed.length > 0) return { outcome: "adjust", because: adjustReason(changed, deciding) };
  if (verdicts.length === 0) return { outcome: "hold", because: "nothing-to-steer" };
  if (deciding.override === "kill-switch" || deciding.override === "revocation")
    return { outcome: "hold", because: deciding.override };
  const guard = heldReasons.find(([name]) => verdicts.some(({ heldBy }) => heldBy === name));
  if (guard !== undefined) return { outcome: "hold", because: guard[1] };
  const idle = deciding.decider === "fallback" && deciding.fallback === "hold";
  return { outcome: "hold", because: idle ? "fallback-holds" : "at-recommendation" };
}

type Changed = { readonly subject: Subject; readonly verdict: AttributeVerdict };

function adjustReason(changed: readonly Changed[], { decider, override, fallback }: Deciding): AdjustReason {
  if (override !== null) return override;
  const all = (what: (one: Changed) => boolean): boolean => changed.every(what);
  if (all(({ subject }) => subject.source === "leader")) return "follows-leader";
  if (all(({ verdict }) => verdict.clippedBy.includes("tenant-trigger"))) return "tenant-trigger";
  if (decider === "trigger") return "safe-configuration";
  if (all(({ verdict }) => verdict.clippedBy.includes("trigger"))) return "author-trigger";
  if (decider === "fallback" && fallback !== "hold")
    return fallback === "safe" ? "safe-configuration" : "reactive-rule";
  return all(({ verdict }) => verdict.clippedBy.includes("bounds") && verdict.recommended === verdict.current)
    ? "outside-bounds"
    : "policy";
}
