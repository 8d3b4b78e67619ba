import type { AttributeValue } from "@fleet-persona/persona";
import type { Bound } from "../bounds.ts";

/** Whether a value respects a bound; a bound of another kind than the value is not respected. */
export function isWithinBounds(value: AttributeValue, bound: Bound | undefined): boolean {
  switch (bound?.kind) {
    case undefined:
      return true;
    case "range":
      return typeof value === "number" && value >= bound.min && value <= bound.max;
    case "choices":
      return typeof value !== "number" && bound.allowed.includes(value);
    default:
      return bound satisfies never;
  }
}
