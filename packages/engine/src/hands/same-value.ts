import type { Attribute, AttributeValue } from "@fleet-persona/persona";

// A quota is written in whole microseconds a period, so what is read back is near, not equal.
const TOLERATED_SHARE_OF_RANGE = 0.01;

/** Whether two values of an attribute are the same within what a target can hold. */
export function sameValue(
  attribute: Attribute | undefined,
  wanted: AttributeValue,
  actual: AttributeValue | undefined,
): boolean {
  if (wanted === actual) return true;
  if (attribute?.kind !== "continuous" || typeof wanted !== "number" || typeof actual !== "number") return false;
  return Math.abs(wanted - actual) <= TOLERATED_SHARE_OF_RANGE * (attribute.max - attribute.min);
}
