import type { Signals } from "@fleet-persona/engine";

/** Signals that rules made, and one sentence for each rule that could not be followed. */
export type MappedSignals = { readonly signals: Signals; readonly problems: readonly string[] };

/** How several series become one number. */
export type Combine = "sum" | "mean" | "max" | "min";

/** The combined value; null of nothing. */
export function combined(values: readonly number[], how: Combine): number | null {
  if (values.length === 0) return null;
  switch (how) {
    case "sum":
      return values.reduce((sum, value) => sum + value, 0);
    case "mean":
      return values.reduce((sum, value) => sum + value, 0) / values.length;
    case "max":
      return values.reduce((most, value) => Math.max(most, value));
    case "min":
      return values.reduce((least, value) => Math.min(least, value));
    default:
      return how satisfies never;
  }
}
