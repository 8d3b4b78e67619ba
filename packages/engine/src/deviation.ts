import { toUnit } from "@fleet-persona/persona";
import type { Subject } from "./adjust/subject.ts";
import { choicesOf } from "./guards/clamp.ts";

/** Weighted mean over the attributes of their distance from where they should be, 0..1. */
export function deviationScore(subjects: readonly Subject[]): number {
  let total = 0;
  let weights = 0;
  for (const subject of subjects) {
    total += subject.attribute.weight * distance(subject);
    weights += subject.attribute.weight;
  }
  return weights === 0 ? 0 : total / weights;
}

/**
 * Distance of the current value from its target: a share of the range for numbers (log scale respected), of
 * the ranks for ordered choices; 1 - p(current) for other choices, or 0 and 1 where there are no probabilities.
 */
function distance({ attribute, current, target, probabilities }: Subject): number {
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return Math.abs(toUnit(attribute, Number(target)) - toUnit(attribute, Number(current)));
    case "categorical":
    case "boolean": {
      const choices = choicesOf(attribute);
      const at = choices.indexOf(current as string | boolean);
      const ordered = attribute.kind === "categorical" && attribute.ordered;
      if (ordered) return Math.abs(choices.indexOf(target as string) - at) / (choices.length - 1);
      return probabilities === null ? Number(current !== target) : 1 - (probabilities[at] ?? 0);
    }
    default:
      return attribute satisfies never;
  }
}
