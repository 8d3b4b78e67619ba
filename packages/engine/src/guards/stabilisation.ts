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
  const seen = before === undefined ? [{ at: now, value: current }] : within(before, now, longest);
  if (seen.at(-1)?.value === value) return seen;
  const next = [...seen, { at: now, value }];
  return next.length <= MOST ? next : next.filter((_, index) => index === 0 || index % 2 === 1);
}

// Most steps drop nothing: then the list itself is handed on. The last one outside says what stood when the window began.
function within(before: Recommended, now: number, longest: number): Recommended {
  let first = 0;
  while (first < before.length && now - (before[first]?.at ?? now) > longest) first += 1;
  let end = before.length;
  while (end > first && (before[end - 1]?.at ?? now) > now) end -= 1;
  const edge = before[first - 1];
  if (edge === undefined) return end === before.length ? before : before.slice(0, end);
  return [{ at: now - longest, value: edge.value }, ...before.slice(first, end)];
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
  // What stood at any time since the window began: the last one before it was still standing then.
  const from = Math.max(0, lastBefore(seen, now - windowMs));
  if (typeof wanted !== "number" || typeof current !== "number") {
    for (let index = from; index < seen.length; index += 1) if (seen[index]?.value !== wanted) return null;
    return wanted;
  }
  let nearest = wanted;
  for (let index = from; index < seen.length; index += 1) {
    const value = seen[index]?.value;
    if (typeof value === "number") nearest = wanted > current ? Math.min(nearest, value) : Math.max(nearest, value);
  }
  return (nearest - current) * (wanted - current) > 0 ? nearest : null;
}

function lastBefore(seen: Recommended, since: number): number {
  let index = seen.length - 1;
  while (index >= 0 && (seen[index]?.at ?? 0) > since) index -= 1;
  return index;
}
