import type { Attribute } from "@fleet-persona/persona";
import type { ReviewBound, ReviewBounds } from "./review.ts";

/** What came of putting bounds on top of each other. */
export type Narrowed =
  | { readonly kind: "bounds"; readonly bounds: ReviewBounds }
  | { readonly kind: "unknown"; readonly attribute: string }
  | { readonly kind: "mismatch"; readonly attribute: string }
  | { readonly kind: "wider"; readonly attribute: string }
  | { readonly kind: "empty"; readonly attribute: string };

/**
 * The bounds a reviewer asks for, on top of what a fleet declares already. They may only narrow: one that reaches beyond the
 * Persona's own range is `wider`, one that leaves nothing of the fleet's is `empty`.
 */
export function narrowBounds(attributes: readonly Attribute[], asked: ReviewBounds, declared: ReviewBounds): Narrowed {
  const bounds: Record<string, ReviewBound> = {};
  for (const [name, bound] of Object.entries(asked)) {
    const attribute = attributes.find((known) => known.name === name);
    if (attribute === undefined) return { kind: "unknown", attribute: name };
    const own = ownBound(attribute);
    if ("min" in own !== "min" in bound) return { kind: "mismatch", attribute: name };
    if (!within(bound, own)) return { kind: "wider", attribute: name };
    const narrowed = intersection(bound, declared[name] ?? own);
    if (narrowed === null) return { kind: "empty", attribute: name };
    bounds[name] = narrowed;
  }
  return { kind: "bounds", bounds };
}

/** Everything an attribute can be. */
export function ownBound(attribute: Attribute): ReviewBound {
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return { min: attribute.min, max: attribute.max };
    case "categorical":
      return { allowed: [...attribute.choices] };
    case "boolean":
      return { allowed: [false, true] };
    default:
      return attribute satisfies never;
  }
}

/** Whether everything that `inner` allows is allowed by `outer`. */
export function within(inner: ReviewBound, outer: ReviewBound): boolean {
  if ("min" in inner) return "min" in outer && inner.min >= outer.min && inner.max <= outer.max;
  return "allowed" in outer && inner.allowed.every((choice) => outer.allowed.includes(choice));
}

function intersection(a: ReviewBound, b: ReviewBound): ReviewBound | null {
  if ("min" in a) {
    if (!("min" in b)) return null;
    const [min, max] = [Math.max(a.min, b.min), Math.min(a.max, b.max)];
    return min <= max ? { min, max } : null;
  }
  if (!("allowed" in b)) return null;
  const allowed = a.allowed.filter((choice) => b.allowed.includes(choice));
  return allowed.length > 0 ? { allowed } : null;
}
