import type { AttributeValue } from "@fleet-persona/persona";
import { allowedChoices, choicesOf } from "../guards/clamp.ts";
import { held, moved, type Judgement, type Subject } from "./subject.ts";

// Margin a switch needs at the smallest magnitude; it falls to nothing as the magnitude reaches 1.
const HYSTERESIS = 0.5;

/**
 * Switches when the weight margin of the target over the current choice clears HYSTERESIS × (1 - stride).
 * Ordered choices go one allowed rank at a time. A trigger's word has the full margin.
 */
export function moveChoice(subject: Subject, stride: number): Judgement {
  const { attribute, current, target, probabilities } = subject;
  if (stride <= 0) return held(subject, "magnitude");
  const choices = choicesOf(attribute);
  const weight = (choice: AttributeValue) => probabilities?.[choices.indexOf(choice as string | boolean)] ?? 0;
  const margin = probabilities === null ? 1 : weight(target) - weight(current);
  if (margin < HYSTERESIS * (1 - stride)) return held(subject, "hysteresis");
  if (attribute.kind !== "categorical" || !attribute.ordered) return moved(subject, target);
  const allowed = allowedChoices(attribute, subject.bound);
  const from = allowed.indexOf(current as string);
  if (from < 0) return moved(subject, target);
  const next = allowed[from + Math.sign(allowed.indexOf(target as string) - from)] ?? target;
  return next === target ? moved(subject, target) : moved(subject, next, "one-rank");
}
