import type { Attribute, AttributeValue, Configuration } from "@fleet-persona/persona";

// A quota is written in whole microseconds a period, so what is read back is near, not equal.
const TOLERATED_SHARE_OF_RANGE = 0.01;

/** The attributes of `wanted` whose value in `actual` is not the same, within what a target can hold. */
export function differences(
  attributes: readonly Attribute[],
  wanted: Configuration,
  actual: Configuration,
): readonly string[] {
  const byName = new Map(attributes.map((attribute) => [attribute.name, attribute]));
  return Object.entries(wanted)
    .filter(([name, value]) => !same(byName.get(name), value, actual[name]))
    .map(([name]) => name);
}

function same(attribute: Attribute | undefined, wanted: AttributeValue, actual: AttributeValue | undefined): boolean {
  if (wanted === actual) return true;
  if (attribute?.kind !== "continuous" || typeof wanted !== "number" || typeof actual !== "number") return false;
  return Math.abs(wanted - actual) <= TOLERATED_SHARE_OF_RANGE * (attribute.max - attribute.min);
}
