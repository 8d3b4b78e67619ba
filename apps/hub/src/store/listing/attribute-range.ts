import type { Attribute } from "@fleet-persona/persona";
import { shownValue } from "../../ui/figures.ts";

/** "0.1 – 0.3 cores", "off | on": what an attribute may be. */
export function rangeOf(attribute: Attribute): string {
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return `${shownValue(attribute.min)} – ${shownValue(attribute.max)} ${attribute.unit}`.trim();
    case "categorical":
      return attribute.choices.join(" | ");
    case "boolean":
      return "off | on";
    default:
      return attribute satisfies never;
  }
}
