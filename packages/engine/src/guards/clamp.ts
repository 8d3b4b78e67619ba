import type { Attribute, AttributeValue } from "@fleet-persona/persona";
import type { Bound } from "../bounds.ts";

/** Choices of a categorical or boolean attribute in their order; empty for numbers. */
export function choicesOf(attribute: Attribute): readonly (string | boolean)[] {
  switch (attribute.kind) {
    case "categorical":
      return attribute.choices;
    case "boolean":
      return [false, true];
    case "continuous":
    case "integer":
      return [];
    default:
      return attribute satisfies never;
  }
}

/** The allowed value nearest to `value`; `value` itself where the bound leaves nothing to choose from. */
export function clampValue(attribute: Attribute, value: AttributeValue, bound: Bound | undefined): AttributeValue {
  if (attribute.kind === "continuous" || attribute.kind === "integer") {
    if (typeof value !== "number") return attribute.default;
    const own = Math.min(Math.max(value, attribute.min), attribute.max);
    if (bound?.kind !== "range") return own;
    // A whole number stays inside a bound that is not one; the bound has the last word over the attribute's range.
    const whole = attribute.kind === "integer";
    const min = whole ? Math.ceil(bound.min) : bound.min;
    const max = whole ? Math.floor(bound.max) : bound.max;
    return Math.min(Math.max(own, min), max);
  }
  const allowed = allowedChoices(attribute, bound);
  if (allowed.length === 0 || typeof value === "number" || allowed.includes(value)) return value;
  const rank = choicesOf(attribute).indexOf(value);
  const ranked = allowed.map((choice) => ({ choice, away: Math.abs(choicesOf(attribute).indexOf(choice) - rank) }));
  return ranked.reduce((nearest, other) => (other.away < nearest.away ? other : nearest)).choice;
}

/** Choices the bound leaves, in the attribute's order. */
export function allowedChoices(attribute: Attribute, bound: Bound | undefined): readonly (string | boolean)[] {
  const choices = choicesOf(attribute);
  return bound?.kind === "choices" ? choices.filter((choice) => bound.allowed.includes(choice)) : choices;
}
