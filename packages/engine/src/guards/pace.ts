import type { Attribute, AttributeValue } from "@fleet-persona/persona";
import { choicesOf } from "./clamp.ts";

/** Where a change leads: more of it, less of it, or merely elsewhere. */
export type Direction = "grow" | "shrink" | "switch";

/** Wait in ms since an attribute's last change, whatever that change was, before it may go in a direction. */
export type Waits = Readonly<Record<Direction, number>>;

/** Numbers, ordered choices and booleans (off to on) grow and shrink; unordered choices only switch. */
export function directionOf(attribute: Attribute, from: AttributeValue, to: AttributeValue): Direction {
  if (typeof from === "number" && typeof to === "number") return to > from ? "grow" : "shrink";
  if (attribute.kind === "categorical" && !attribute.ordered) return "switch";
  const choices = choicesOf(attribute);
  return choices.indexOf(to as string | boolean) > choices.indexOf(from as string | boolean) ? "grow" : "shrink";
}

/**
 * What the configured cooldowns are multiplied by: (2 - risk tolerance) / (1 + deviation score), so 0.5 to 2.
 * Exactly 1 at full tolerance with nothing to do; urgency shortens the wait, caution lengthens it.
 */
export function cooldownFactor(deviationScore: number, riskTolerance: number): number {
  return (2 - riskTolerance) / (1 + deviationScore);
}

/** A switch gives nothing back and costs warm connections: it takes the longer wait. */
export function waitsFor(cooldownMs: { grow: number; shrink: number }, factor: number): Waits {
  const grow = cooldownMs.grow * factor;
  const shrink = cooldownMs.shrink * factor;
  return { grow, shrink, switch: Math.max(grow, shrink) };
}
