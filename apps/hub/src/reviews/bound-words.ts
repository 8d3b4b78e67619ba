import type { ReviewBound } from "@fleet-persona/hub-core";
import { shownNumber, shownValue } from "../ui/figures.ts";

/** Bounds in words. */
export function boundWords(bound: ReviewBound): string {
  if ("min" in bound) return `${shownNumber(bound.min, 4)} to ${shownNumber(bound.max, 4)}`;
  return bound.allowed.map(shownValue).join(", ");
}
