import { fromUnit, type Attribute, type AttributeValue } from "@fleet-persona/persona";
import type { Bounds } from "@fleet-persona/engine";

/** Values to try of an attribute: `steps` of them evenly over what the bounds leave of a number, or every allowed choice. */
export function levelsOf(attribute: Attribute, bounds: Bounds, steps: number): readonly AttributeValue[] {
  const bound = bounds[attribute.name];
  switch (attribute.kind) {
    case "continuous":
    case "integer": {
      const [min, max] = bound?.kind === "range" ? [bound.min, bound.max] : [attribute.min, attribute.max];
      const units = Array.from({ length: steps }, (_, at) => (steps === 1 ? 0.5 : at / (steps - 1)));
      return [...new Set(units.map((unit) => fromUnit({ ...attribute, min, max }, unit)))];
    }
    case "categorical":
      return bound?.kind === "choices"
        ? attribute.choices.filter((each) => bound.allowed.includes(each))
        : attribute.choices;
    case "boolean":
      return [false, true];
  }
  return attribute satisfies never;
}
