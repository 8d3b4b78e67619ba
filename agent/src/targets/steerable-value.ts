import type { AttributeValue, Configuration } from "@fleet-persona/persona";
import type { SteerableAttribute } from "./target.ts";
import { TargetError } from "./target-error.ts";

/** Whether a target that offers this attribute takes the value. */
export function isOffered(attribute: SteerableAttribute, value: AttributeValue | undefined): boolean {
  if (attribute.kind === "choices") {
    return value !== undefined && typeof value !== "number" && attribute.allowed.includes(value);
  }
  return typeof value === "number" && value >= attribute.min && value <= attribute.max;
}

/** Throws `not-steerable` for a name or a value outside what is offered. `whole` names the attributes that take no fractions. */
export function refuseStrangers(
  target: string,
  attributes: readonly SteerableAttribute[],
  to: Configuration,
  whole: ReadonlySet<string> = new Set(),
): void {
  for (const [name, value] of Object.entries(to)) {
    const attribute = attributes.find((candidate) => candidate.name === name);
    if (!attribute) throw new TargetError("not-steerable", `the target ${target} cannot steer ${name}`);
    if (isOffered(attribute, value) && (!whole.has(name) || Number.isInteger(value))) continue;
    throw new TargetError("not-steerable", `${name} cannot be ${String(value)} on the target ${target}`);
  }
}

/** Equal as far as the target can tell: what a kernel or a file keeps may be rounded by up to `tolerance`. */
export function isSameValue(
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
  tolerance = 0,
): boolean {
  if (typeof left === "number" && typeof right === "number") return Math.abs(left - right) <= tolerance;
  return left === right;
}
