import type { AttributeValue } from "@fleet-persona/persona";
import { allowedChoices } from "../guards/clamp.ts";
import { directionOf } from "../guards/pace.ts";
import type { StepLimit } from "../settings.ts";
import type { Subject } from "./subject.ts";

/** Where a step limit lets a move to `to` end: that far in the attribute's unit, or that many allowed ranks. */
export function limited(subject: Subject, to: AttributeValue, limit: StepLimit | undefined): AttributeValue {
  const { attribute, current } = subject;
  if (limit === undefined || to === current) return to;
  const direction = directionOf(attribute, current, to);
  const most = direction === "switch" ? Math.min(limit.grow ?? 1, limit.shrink ?? 1) : limit[direction];
  if (most === undefined) return to;
  if (typeof to === "number" && typeof current === "number")
    return attribute.kind === "integer" ? wholeStep(current, to, most) : within(current, to, most);
  if (direction === "switch" || attribute.kind === "boolean") return most >= 1 ? to : current;
  const choices = allowedChoices(attribute, subject.bound);
  const from = choices.indexOf(current as string);
  const rank = choices.indexOf(to as string);
  if (from < 0 || rank < 0) return to;
  return choices[from + Math.sign(rank - from) * Math.min(Math.abs(rank - from), Math.floor(most))] ?? current;
}

function within(from: number, to: number, most: number): number {
  return Math.min(Math.max(to, from - most), from + most);
}

function wholeStep(from: number, to: number, most: number): number {
  const reached = within(from, to, most);
  if (reached === to) return to;
  const whole = to > from ? Math.floor(reached) : Math.ceil(reached);
  return (whole - from) * (to - from) > 0 ? whole : from;
}
