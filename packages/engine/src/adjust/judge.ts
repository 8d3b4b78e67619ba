import { toUnit, type AttributeValue } from "@fleet-persona/persona";
import { clampValue } from "../guards/clamp.ts";
import { directionOf } from "../guards/pace.ts";
import { settled } from "../guards/stabilisation.ts";
import { firstGuards, holdOf, laterGuards, type Move } from "./guards.ts";
import type { Limits, Past } from "./limits.ts";
import { moveChoice } from "./move-choice.ts";
import { moveNumber } from "./move-number.ts";
import { limited } from "./step-limit.ts";
import { held, moved, type Judgement, type Subject } from "./subject.ts";

/** Takes one attribute through the guards, strongest first; each says so when it clips or holds. */
export function judge(subject: Subject, limits: Limits, past: Past): Judgement {
  const { attribute, current, target } = subject;
  const inside = clampValue(attribute, current, subject.bound);
  const enters = inside !== current && !movesFreely(subject);
  const first = holdOf(firstGuards, moveTo(subject, enters ? inside : target, past), limits);
  if (first !== null) return held(subject, first.by, past.wish, first.until);
  if (enters) return moved(subject, inside, subject.clippedBy.includes("bounds") ? undefined : "bounds");
  if (target === current)
    return held(subject, subject.recommended === current ? null : (subject.clippedBy.at(-1) ?? null));
  if (!movesFreely(subject)) return moveStepwise(subject, limits, past);
  const judgement = moveAtOnce(subject, limits, past);
  const { final } = judgement.verdict;
  if (clampValue(attribute, final, subject.bound) === final) return judgement;
  const entering = holdOf(firstGuards, moveTo(subject, inside, past), limits);
  return entering === null ? moved(subject, inside, "bounds") : held(subject, entering.by, past.wish, entering.until);
}

function moveAtOnce(subject: Subject, limits: Limits, past: Past): Judgement {
  const hold = holdOf(laterGuards, moveTo(subject, subject.target, past), limits);
  if (hold !== null) return held(subject, hold.by, past.wish, hold.until);
  if (subject.source !== "rule") return moved(subject, subject.target);
  const to = limited(subject, subject.target, past.stepLimit);
  if (to === subject.current) return held(subject, "step-limit", past.wish);
  return moved(subject, to, to === subject.target ? undefined : "step-limit");
}

function moveStepwise(subject: Subject, limits: Limits, past: Past): Judgement {
  const wanted = settledTarget(subject, limits, past);
  const hold = holdOf(laterGuards, moveTo(subject, wanted ?? subject.target, past), limits);
  if (hold !== null) return held(subject, hold.by, past.wish, hold.until);
  if (wanted === null) return held(subject, "stabilisation", past.wish);
  const to = limited(subject, wanted, past.stepLimit);
  if (to === subject.current) return held(subject, "step-limit", past.wish);
  const clipped = to !== wanted ? "step-limit" : wanted !== subject.target ? "stabilisation" : undefined;
  const going = clipped === undefined ? subject : { ...subject, clippedBy: [...subject.clippedBy, clipped] as const };
  const { attribute, current } = going;
  const stride = strideOf(subject, limits.stride);
  return typeof current === "number" && (attribute.kind === "continuous" || attribute.kind === "integer")
    ? moveNumber(going, attribute, current, Number(to), stride, past.wish)
    : moveChoice({ ...going, target: to }, stride);
}

function strideOf({ source, attribute, current }: Subject, stride: Limits["stride"]): number {
  if (source === "trigger") return stride.trigger;
  if (source !== "revocation") return stride.policy;
  if (attribute.kind !== "integer" || typeof current !== "number") return stride.revocation;
  // A whole number goes a step at each decision, however little of its range may be moved.
  const at = toUnit(attribute, current);
  const neighbours = [current - 1, current + 1].map((value) => Math.abs(toUnit(attribute, value) - at));
  return Math.max(stride.revocation, ...neighbours);
}

// A trigger speaks because something is so now; only the policy's changes of mind are waited out.
function settledTarget(subject: Subject, { stabilisationMs, now }: Limits, { recommended }: Past) {
  const { attribute, current, target, source } = subject;
  if (source !== "policy") return target;
  return settled(recommended, current, target, directionOf(attribute, current, target), stabilisationMs, now);
}

function moveTo(subject: Subject, to: AttributeValue, past: Past): Move {
  const { attribute, current } = subject;
  return { subject, to, direction: to === current ? null : directionOf(attribute, current, to), past };
}

function movesFreely({ attribute, source, target, current }: Subject): boolean {
  if (target === current) return false;
  // Each step of what needs a restart would be another restart: it goes the whole way in one.
  if (source === "revocation") return attribute.cost === "restart";
  return source !== "policy" && source !== "trigger" && source !== "nobody";
}
