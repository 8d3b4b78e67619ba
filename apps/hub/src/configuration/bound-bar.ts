import type { FleetAttribute } from "@fleet-persona/fleet-config";
import type { Attribute, AttributeValue } from "@fleet-persona/persona";
import { toUnit } from "@fleet-persona/persona";

/** What a bar of an attribute shows, as shares 0..1 of what the bar spans. */
export type BoundBar = {
  readonly allowed: { readonly from: number; readonly to: number };
  readonly now: readonly number[];
  readonly safe: number | null;
  /** The ends of the bar, in the attribute's unit. */
  readonly ends: readonly [number, number];
};

type Numbers = { readonly declared: FleetAttribute; readonly now: readonly AttributeValue[] };

/** The bar of a numeric attribute; over its own range where the Persona says one, or else over what is known. Null for choices. */
export function boundBar(attribute: Attribute | undefined, { declared, now }: Numbers): BoundBar | null {
  const values = now.filter((value) => typeof value === "number");
  const bounds = declared.bounds !== undefined && "min" in declared.bounds ? declared.bounds : null;
  const safe = typeof declared.value === "number" ? declared.value : null;
  const numeric = attribute?.kind === "continuous" || attribute?.kind === "integer" ? attribute : null;
  const known = [...values, ...(bounds === null ? [] : [bounds.min, bounds.max]), ...(safe === null ? [] : [safe])];
  if (numeric === null && (attribute !== undefined || known.length < 2)) return null;
  const ends: [number, number] =
    numeric === null ? [Math.min(...known), Math.max(...known)] : [numeric.min, numeric.max];
  const share = (value: number): number => {
    const raw = numeric === null ? (value - ends[0]) / Math.max(1e-9, ends[1] - ends[0]) : toUnit(numeric, value);
    return Math.min(1, Math.max(0, raw));
  };
  return {
    allowed: bounds === null ? { from: 0, to: 1 } : { from: share(bounds.min), to: share(bounds.max) },
    now: values.map(share),
    safe: safe === null ? null : share(safe),
    ends,
  };
}
