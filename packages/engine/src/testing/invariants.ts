import { toUnit, type Attribute } from "@fleet-persona/persona";
import { changesOf, type AttributeVerdict, type Decision } from "../decision.ts";
import { isPaused } from "../guards/pauses.ts";
import { directionOf } from "../guards/pace.ts";
import type { EngineMemory } from "../memory.ts";
import { leadsBack } from "../outcome/guardrail.ts";
import { isActing } from "../settings.ts";
import type { Situation } from "../situation.ts";
import { usable } from "../signals.ts";
import { brokenExploration } from "./exploration-invariant.ts";
import { isWithinBounds } from "./is-within-bounds.ts";

/** One step and what it was made from. */
export type Taken = {
  readonly memory: EngineMemory;
  readonly situation: Situation;
  readonly decision: Decision;
};

/** What must hold of every step; each names what broke, or null. */
export const invariants: Readonly<Record<string, (taken: Taken) => string | null>> = {
  "no change ever leaves the bounds, whoever asks": ({ situation, decision }) => {
    const out = changesOf(decision).find(({ attribute, to }) => !isWithinBounds(to, situation.bounds[attribute]));
    return out === undefined ? null : `${out.attribute} to ${String(out.to)}`;
  },
  "the policy never moves a number further than the magnitude, or one whole step": (taken) =>
    firstOf(taken, (verdict, attribute) => {
      if (!isPolicys(taken, verdict, attribute) || !isNumeric(attribute)) return null;
      const [from, to] = [Number(verdict.current), Number(verdict.final)];
      const share = Math.abs(toUnit(attribute, to) - toUnit(attribute, from));
      const whole = attribute.kind === "integer" && Math.abs(to - from) === 1;
      return whole || share <= taken.decision.magnitude + 1e-6 ? null : `${share} of ${taken.decision.magnitude}`;
    }),
  "the policy never moves an attribute twice within half its cooldown": (taken) =>
    firstOf(taken, (verdict, attribute) => {
      if (!isPolicys(taken, verdict, attribute)) return null;
      const since = taken.situation.now - (taken.memory.changedAt[verdict.attribute] ?? Number.NEGATIVE_INFINITY);
      const pace = taken.situation.settings.cooldownMs[attribute.cost];
      return since >= Math.min(pace.grow, pace.shrink) / 2 ? null : `after ${since} ms`;
    }),
  "the policy decides nothing on a required signal that is missing, stale or not finite": ({ situation, decision }) => {
    const { signals, settings, now } = situation;
    const ruined = settings.inputs.find(
      ({ name, required, staleness_s }) =>
        required && typeof usable(signals, name, staleness_s * 1000, now) !== "number",
    );
    return ruined === undefined || decision.decider !== "policy" ? null : ruined.name;
  },
  "nothing but kill switch, guardrail and revocation moves what is frozen, paused or somebody else's": (taken) =>
    firstOf(taken, (verdict, attribute) => stillsOf(taken, verdict, attribute)),
  "what comes first in precedence decides": ({ situation, decision, memory }) => {
    const { controls } = situation;
    const expected =
      controls.killSwitch !== null
        ? "kill-switch"
        : controls.revoked === "due"
          ? "revocation"
          : decision.tripped !== null || isRollingBack(memory, situation)
            ? "guardrail"
            : null;
    if (decision.override !== expected) return `${String(decision.override)} instead of ${String(expected)}`;
    return decision.override === null || decision.decider === "trigger" ? null : decision.decider;
  },
  "a revoked Persona's policy and triggers are never heard": ({ situation, decision }) => {
    if (!situation.controls.revoked) return null;
    if (decision.decider === "policy") return "the policy decided";
    return decision.triggers.length === 0 ? null : `the trigger ${decision.triggers.join(", ")} was active`;
  },
  "a step limit is never stepped over by policy, trigger or reactive rule": (taken) =>
    firstOf(taken, (verdict, attribute) => {
      const limit = taken.situation.settings.stepLimits[verdict.attribute];
      if (limit === undefined || isFree(taken, attribute) || wasOutside(taken, verdict)) return null;
      if (typeof verdict.final !== "number" || typeof verdict.current !== "number") return null;
      const most = verdict.final > verdict.current ? limit.grow : limit.shrink;
      const went = Math.abs(verdict.final - verdict.current);
      return most === undefined || went <= most + 1e-9 ? null : `${went} of ${most}`;
    }),
  "what is drawn is the policy's alone, within bounds, for what this host decides": ({ situation, decision }) =>
    brokenExploration(situation, decision),
  "every hold names its guard or says that all is as recommended": ({ decision }) => {
    if (decision.outcome === "adjust") return changesOf(decision).length > 0 ? null : "an adjustment of nothing";
    return changesOf(decision).length === 0 ? null : "a hold that moves";
  },
};

/** Names of the invariants that a step breaks, with what broke. */
export function brokenBy(taken: Taken): string[] {
  return Object.entries(invariants).flatMap(([name, holds]) => {
    const broken = holds(taken);
    return broken === null ? [] : [`${name}: ${broken}`];
  });
}

function firstOf(
  { situation, decision }: Taken,
  check: (verdict: AttributeVerdict, attribute: Attribute) => string | null,
): string | null {
  for (const verdict of decision.verdicts) {
    if (verdict.final === verdict.current) continue;
    const attribute = situation.settings.attributes.find(({ name }) => name === verdict.attribute);
    const broken = attribute === undefined ? "an attribute that is not steered" : check(verdict, attribute);
    if (broken !== null) return `${verdict.attribute} ${broken}`;
  }
  return null;
}

function stillsOf({ situation, decision, memory }: Taken, verdict: AttributeVerdict, attribute: Attribute) {
  const { settings, controls, now } = situation;
  if (settings.mode === "off") return "moved while off";
  if (decision.hands[verdict.attribute] !== undefined) return "moved although another hand holds it";
  if (decision.override !== null) return null;
  if (decision.frozenBy !== null) return "moved while frozen";
  const direction = directionOf(attribute, verdict.current, verdict.final);
  if (isPaused(controls.pauses, verdict.attribute, direction, now)) return "moved while paused";
  if (attribute.scope === "fleet" && controls.leadership.kind === "nobody") return "moved without a leader";
  const backOff = memory.outcome.backedOff[verdict.attribute];
  const held =
    settings.guardrail !== null &&
    isActing(settings.mode) &&
    decision.decider === "policy" &&
    backOff !== undefined &&
    now < backOff.until &&
    leadsBack(backOff, verdict.current, verdict.final);
  return held && isWithinBounds(verdict.current, situation.bounds[verdict.attribute]) && attribute.scope === "host"
    ? "moved while backed off"
    : null;
}

function isRollingBack({ outcome }: EngineMemory, { settings, now }: Situation): boolean {
  const watching = settings.guardrail !== null && isActing(settings.mode);
  return watching && outcome.rollback !== null && now < outcome.rollback.until;
}

function isNumeric(attribute: Attribute): attribute is Extract<Attribute, { kind: "continuous" | "integer" }> {
  return attribute.kind === "continuous" || attribute.kind === "integer";
}

// The policy's own move: not a trigger's, a leader's, or the way into the bounds.
function isPolicys(taken: Taken, verdict: AttributeVerdict, attribute: Attribute): boolean {
  if (taken.decision.decider !== "policy" || isFree(taken, attribute)) return false;
  return !verdict.clippedBy.some((by) => by === "trigger" || by === "tenant-trigger") && !wasOutside(taken, verdict);
}

function isFree({ situation, decision }: Taken, attribute: Attribute): boolean {
  const followed = attribute.scope === "fleet" && situation.controls.leadership.kind !== "leads";
  const safe = decision.decider === "trigger" || situation.settings.fallback === "safe";
  return followed || decision.override !== null || (decision.decider !== "policy" && safe);
}

function wasOutside({ situation }: Taken, { attribute, current }: AttributeVerdict): boolean {
  const own = situation.settings.attributes.find(({ name }) => name === attribute);
  const outsideOwn =
    own !== undefined && isNumeric(own) && typeof current === "number" && (current < own.min || current > own.max);
  return outsideOwn || !isWithinBounds(current, situation.bounds[attribute]);
}
