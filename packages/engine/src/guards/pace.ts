import type { Attribute, AttributeValue } from "@fleet-persona/persona";
import type { Direction } from "../controls.ts";
import { choicesOf } from "./clamp.ts";

/** Wait in ms since an attribute's last change, whatever that change was, before it may go in a direction. */
export type Waits = Readonly<Record<Direction, number>>;

type Pace = { readonly grow: number; readonly shrink: number };

/** Cooldowns by what a change costs: nothing (`hot`), a drained server (`drain`), a reload or restart (`restart`). */
export type CooldownMs = Readonly<Record<Attribute["cost"], Pace>>;

// Draining a server throws its connections' warmth away; a restart may cost requests (HAProxy 2.6: 4 errors in 3 reloads).
const DRAIN_SHRINK = 2;
const LEAST_RESTART_MS = 300_000;

/** Cooldowns for every cost class from those for changes that cost nothing. */
export function cooldownsFrom({ grow, shrink }: Pace): CooldownMs {
  return {
    hot: { grow, shrink },
    drain: { grow, shrink: DRAIN_SHRINK * shrink },
    restart: { grow: Math.max(grow, LEAST_RESTART_MS), shrink: Math.max(shrink, LEAST_RESTART_MS) },
  };
}

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
export function waitsFor(cooldownMs: CooldownMs, factor: number): Readonly<Record<Attribute["cost"], Waits>> {
  const waits = ({ grow, shrink }: Pace): Waits => ({
    grow: grow * factor,
    shrink: shrink * factor,
    switch: Math.max(grow, shrink) * factor,
  });
  return { hot: waits(cooldownMs.hot), drain: waits(cooldownMs.drain), restart: waits(cooldownMs.restart) };
}
