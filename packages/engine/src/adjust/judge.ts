import { toUnit } from "@fleet-persona/persona";
import type { Guard } from "../decision.ts";
import { clampValue } from "../guards/clamp.ts";
import { directionOf, type Waits } from "../guards/pace.ts";
import { moveChoice } from "./move-choice.ts";
import { moveNumber } from "./move-number.ts";
import { held, moved, type Judgement, type Subject } from "./subject.ts";

/** What one step allows, the same for every attribute. */
export type Limits = {
  readonly now: number;
  /** Mode off or pause: nothing moves, not even into bounds. */
  readonly frozen: Guard | null;
  /** Share of its range a number may move on the policy's word, and on a trigger's. */
  readonly stride: { readonly policy: number; readonly trigger: number };
  readonly deadband: number;
  readonly dropIsOnlyForecast: boolean;
  readonly waits: Waits;
};

/** Takes one attribute through the guards, strongest first; each says so when it clips or holds. */
export function judge(subject: Subject, limits: Limits, changedAt: number | undefined, wish: number): Judgement {
  const { attribute, current, target, source } = subject;
  if (limits.frozen !== null) return held(subject, limits.frozen, wish);
  if (source === "rule" && target !== current) return moved(subject, target);
  const inside = clampValue(attribute, current, subject.bound);
  if (inside !== current) return moved(subject, inside, subject.clippedBy.includes("bounds") ? undefined : "bounds");
  if (target === current)
    return held(subject, subject.recommended === current ? null : (subject.clippedBy.at(-1) ?? null));
  if (withinDeadband(subject, limits.deadband)) return held(subject, "deadband");
  const direction = directionOf(attribute, current, target);
  const numeric = typeof current === "number" && typeof target === "number";
  if (numeric && direction === "shrink" && source === "policy" && limits.dropIsOnlyForecast)
    return held(subject, "forecast", wish);
  const freeAt = (changedAt ?? Number.NEGATIVE_INFINITY) + limits.waits[direction];
  if (limits.now < freeAt) return held(subject, "cooldown", wish, freeAt);
  const stride = source === "trigger" ? limits.stride.trigger : limits.stride.policy;
  return numeric && (attribute.kind === "continuous" || attribute.kind === "integer")
    ? moveNumber(subject, attribute, current, target, stride, wish)
    : moveChoice(subject, stride);
}

// A whole number that should differ differs by a step at least: a deadband wider than a step must not freeze it.
function withinDeadband({ attribute, current, target }: Subject, deadband: number): boolean {
  return (
    attribute.kind === "continuous" &&
    Math.abs(toUnit(attribute, Number(target)) - toUnit(attribute, Number(current))) < deadband
  );
}
