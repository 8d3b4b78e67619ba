import type { Attribute, AttributeValue } from "@fleet-persona/persona";

/** Four significant digits at most, without an exponent for everyday sizes. */
export function formatNumber(value: number): string {
  return String(Number(value.toPrecision(Math.abs(value) >= 1000 ? 6 : 4)));
}

/** A value as a person writes it, with its unit where the attribute is known. */
export function formatValue(value: AttributeValue, attribute?: Attribute): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  if (typeof value === "string") return value;
  const unit = attribute?.kind === "continuous" || attribute?.kind === "integer" ? attribute.unit : "";
  return unit === "" || unit === "1" ? formatNumber(value) : `${formatNumber(value)} ${unit}`;
}

/** "a", "a and b", "a, b and c". */
export function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? "") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}

/** A share as a whole percentage, or one decimal below ten. */
export function percent(share: number): string {
  return `${formatNumber(share < 0.1 ? Math.round(share * 1000) / 10 : Math.round(share * 100))} %`;
}
