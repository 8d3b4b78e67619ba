import type { Attribute, Configuration, NumericAttribute } from "./attribute.ts";

/** Width of `config` [N,C] in the policy contract: numbers and booleans take 1, a categorical its number of choices. */
export function encodedWidth(attributes: readonly Attribute[]): number {
  return attributes.reduce((width, attribute) => width + widthOf(attribute), 0);
}

/**
 * One row of the policy's `config` input: numbers on the unit interval, booleans 0/1, categories one-hot.
 * An attribute the configuration does not hold reads as its default; a foreign category as all zeros.
 */
export function encodeConfiguration(attributes: readonly Attribute[], config: Configuration): Float32Array {
  const row = new Float32Array(encodedWidth(attributes));
  let at = 0;
  for (const attribute of attributes) {
    const value = Object.hasOwn(config, attribute.name) ? config[attribute.name] : attribute.default;
    if (attribute.kind === "categorical") {
      const index = attribute.choices.indexOf(String(value));
      if (index >= 0) row[at + index] = 1;
    } else if (attribute.kind === "boolean") {
      row[at] = value === true ? 1 : 0;
    } else {
      row[at] = toUnit(attribute, typeof value === "number" ? value : attribute.default);
    }
    at += widthOf(attribute);
  }
  return row;
}

/** Position of `value` between min (0) and max (1), on the attribute's scale; values outside are clamped. */
export function toUnit(attribute: NumericAttribute, value: number): number {
  const clamped = Math.min(attribute.max, Math.max(attribute.min, value));
  if (attribute.scale === "log") return Math.log(clamped / attribute.min) / Math.log(attribute.max / attribute.min);
  return (clamped - attribute.min) / (attribute.max - attribute.min);
}

/** Inverse of `toUnit`: the value at `unit` in [0,1] (clamped), rounded for an integer attribute. */
export function fromUnit(attribute: NumericAttribute, unit: number): number {
  const clamped = Math.min(1, Math.max(0, unit));
  const { min, max } = attribute;
  const value = attribute.scale === "log" ? min * (max / min) ** clamped : min + (max - min) * clamped;
  const settled = attribute.kind === "integer" ? Math.round(value) : value;
  return Math.min(max, Math.max(min, settled));
}

function widthOf(attribute: Attribute): number {
  return attribute.kind === "categorical" ? attribute.choices.length : 1;
}
