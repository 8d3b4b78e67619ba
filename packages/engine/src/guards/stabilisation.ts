import type { AttributeValue } from "@fleet-persona/persona";
import type { Direction } from "../controls.ts";

/** What was recommended for one attribute within its windows, oldest first; plain JSON. */
export type Recommended = readonly { readonly at: number; readonly value: AttributeValue }[];

/** How long a recommendation must have stood before it is followed, ms. */
export type StabilisationMs = { readonly grow: number; readonly shrink: number };

// More than this many changes of mind within a window are thinned out; what is kept still spans the window.
const MOST = 64;

/**
 * Takes in what is recommended now. A rule that sees an attribute for the first time counts its current value as the
 * first recommendation, so that nothing is followed before it stood a whole window.
 */
export function remember(
  before: Recommended | undefined,
  value: AttributeValue,
  current: AttributeValue,
  now: number,
  { grow, shrink }: StabilisationMs,
): Recommended {
  const longest = Math.max(grow, shrink);
  if (longest <= 0) return [];
  const kept = (before ?? [{ at: now, value: current }]).filter(({ at }) => at <= now && now - at <= longest);
  // The one just outside says what stood when the window began.
  const edge = before?.findLast(({ at }) => now - at > longest);
  const seen = edge === undefined ? kept : [{ at: now - longest, value: edge.value }, ...kept];
  if (seen.at(-1)?.value === value) return seen;
  const next = [...seen, { at: now, value }];
  return next.length <= MOST ? next : next.filter((_, index) => index === 0 || index % 2 === 1);
}

/**
 * What the window leaves of a wish: for a number the recommendation of the window nearest to the current value; for a
 * choice the wish itself if nothing else was recommended, else nothing. Null: hold.
 */
export function settled(
  seen: Recommended,
  current: AttributeValue,
  wanted: AttributeValue,
  direction: Direction,
  windows: StabilisationMs,
  now: number,
): AttributeValue | null {
  const windowMs = direction === "switch" ? Math.max(windows.grow, windows.shrink) : windows[direction];
  if (windowMs <= 0) return wanted;
  const standing = valuesWithin(seen, now - windowMs);
  if (typeof wanted !== "number" || typeof current !== "number") {
    return standing.every((value) => value === wanted) ? wanted : null;
  }
  const numbers = standing.filter((value) => typeof value === "number");
  const nearest = wanted > current ? Math.min(wanted, ...numbers) : Math.max(wanted, ...numbers);
  return (nearest - current) * (wanted - current) > 0 ? nearest : null;
}

// What stood at any time since `since`: the last one before it was still standing then.
function valuesWithin(seen: Recommended, since: number): AttributeValue[] {
  const from = seen.findLastIndex(({ at }) => at <= since);
  return seen.slice(Math.max(0, from)).map(({ value }) => value);
}
