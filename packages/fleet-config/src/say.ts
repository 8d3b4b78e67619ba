import type { Trigger } from "@fleet-persona/persona";
import type { FleetAttribute, Freeze } from "./fleet-config.ts";

type Bound = NonNullable<FleetAttribute["bounds"]>;
type Step = NonNullable<FleetAttribute["step"]>;

/** Bounds in words: `0.1 to 0.3`, or the choices. */
export function sayBound(bound: Bound): string {
  return "allowed" in bound ? bound.allowed.map(String).join(", ") : `${bound.min} to ${bound.max}`;
}

/** A step limit in words. */
export function sayStep(step: Step): string {
  const parts = [
    step.grow === undefined ? "" : `up by at most ${step.grow}`,
    step.shrink === undefined ? "" : `down by at most ${step.shrink}`,
  ].filter((part) => part !== "");
  return parts.length === 0 ? "no limit" : parts.join(", ");
}

/** A trigger in words. */
export function sayTrigger({ when, then: effect }: Trigger): string {
  const held = when.for_s === 0 ? "" : ` for ${when.for_s} s`;
  return `when ${when.signal} ${when.comparison} ${when.threshold}${held}, ${sayEffect(effect)}`;
}

function sayEffect(effect: Trigger["then"]): string {
  switch (effect.kind) {
    case "pin":
      return `pin ${effect.attribute} at ${String(effect.value)}`;
    case "narrow":
      return `keep ${effect.attribute} within ${effect.min} to ${effect.max}`;
    case "safe":
      return "go to the safe configuration";
    case "decide":
      return "decide at once";
  }
  return effect satisfies never;
}

/** A freeze in words. */
export function sayFreeze(freeze: Freeze): string {
  if (!("weekly" in freeze)) return `from ${freeze.from} until ${freeze.until}`;
  const { days, from, until, time_zone: zone } = freeze.weekly;
  return `every ${days.join(", ")} from ${from} until ${until} (${zone})`;
}
