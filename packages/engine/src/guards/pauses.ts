import type { Direction, Pause } from "../controls.ts";

/** Whether a move of one attribute in one direction is paused. A switch goes nowhere in particular: it counts as both ways. */
export function isPaused(
  pauses: readonly Pause[],
  attribute: string,
  direction: Direction | null,
  now: number,
): boolean {
  return pauses.some(({ scope, until }) => {
    if (until !== null && now >= until) return false;
    switch (scope.kind) {
      case "all":
        return true;
      case "direction":
        return direction === "switch" || direction === scope.direction;
      case "attribute":
        return scope.attribute === attribute;
      default:
        return scope satisfies never;
    }
  });
}
