import { fromUnit, toUnit, type NumericAttribute } from "@fleet-persona/persona";
import { held, moved, type Judgement, type Subject } from "./subject.ts";

const EPSILON = 1e-9;

/**
 * Moves a number toward its target by at most `stride` of its range. A whole number moves by the whole steps
 * that fit; when not even one fits, the stride is added to its wish, and the wish is spent on a single step
 * once it covers one. So over time a whole number moves no further than its strides, and never sticks.
 */
export function moveNumber(
  subject: Subject,
  attribute: NumericAttribute,
  from: number,
  to: number,
  stride: number,
  wish: number,
): Judgement {
  const start = toUnit(attribute, from);
  const gap = toUnit(attribute, to) - start;
  const share = Math.min(Math.abs(gap), stride);
  if (share <= 0) return held(subject, "magnitude", wish);
  const sign = Math.sign(to - from);
  if (share === Math.abs(gap)) return moved(subject, to);
  const reached = fromUnit({ ...attribute, kind: "continuous" }, start + sign * share);
  if (attribute.kind === "continuous") return moved(subject, between(from, reached, to), "magnitude");
  const whole = sign > 0 ? Math.floor(reached + EPSILON) : Math.ceil(reached - EPSILON);
  if ((whole - from) * sign > 0) return moved(subject, between(from, whole, to), "magnitude");
  const grown = Math.sign(wish) === sign ? wish + sign * share : sign * share;
  const oneStep = sign > 0 ? Math.floor(from) + 1 : Math.ceil(from) - 1;
  if (Math.abs(grown) + EPSILON < Math.abs(toUnit(attribute, oneStep) - start))
    return held(subject, "whole-step", grown);
  return oneStep === to ? moved(subject, to) : moved(subject, oneStep, "whole-step");
}

// Rounding in a log scale must not carry a step past its target or backwards.
function between(from: number, value: number, to: number): number {
  return from < to ? Math.min(to, Math.max(from, value)) : Math.max(to, Math.min(from, value));
}
