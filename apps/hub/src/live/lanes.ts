import { toUnit, type Attribute, type AttributeValue } from "@fleet-persona/persona";
import type { Bound } from "@fleet-persona/engine";
import type { Interval } from "./breach.ts";
import type { Sample } from "./live-source.ts";

/** A stretch of time over which a value stood. */
export type Run = Interval & { readonly value: AttributeValue };

/**
 * A step series as stretches inside [from, to], equal neighbours joined. Each value stands until the next, the last
 * until `until` (the newest moment known); null ends a stretch without starting one.
 */
export function runsOf(samples: readonly Sample<AttributeValue | null>[], domain: Interval, until: number): Run[] {
  const runs: { from: number; to: number; value: AttributeValue }[] = [];
  for (const [index, { at, value }] of samples.entries()) {
    const from = Math.max(at, domain.from);
    const to = Math.min(samples[index + 1]?.at ?? until, domain.to, until);
    if (value === null || to <= from) continue;
    const last = runs.at(-1);
    if (last && last.value === value && last.to === from) last.to = to;
    else runs.push({ from, to, value });
  }
  return runs;
}

/** Height of a value in its lane, 0 at the bottom and 1 at the top; null for what has no height. */
export function heightOf(attribute: Attribute, value: AttributeValue): number | null {
  switch (attribute.kind) {
    case "continuous":
    case "integer":
      return typeof value === "number" ? toUnit(attribute, value) : null;
    case "boolean":
      return value === true ? 1 : 0;
    case "categorical":
      return null;
    default:
      return attribute satisfies never;
  }
}

/** The part of a number's lane that the bounds allow, as heights; all of it without bounds. */
export function allowedHeights(attribute: Attribute, bound: Bound | undefined): { low: number; high: number } {
  if (bound?.kind !== "range") return { low: 0, high: 1 };
  return { low: heightOf(attribute, bound.min) ?? 0, high: heightOf(attribute, bound.max) ?? 1 };
}

export type Scale = { readonly domain: Interval; readonly width: number };

/** Pixels from the left edge of the plot. */
export function xOf({ domain, width }: Scale, at: number): number {
  return ((at - domain.from) / (domain.to - domain.from)) * width;
}

/** The moment under a pixel of the plot. */
export function timeOf({ domain, width }: Scale, x: number): number {
  return domain.from + (x / Math.max(1, width)) * (domain.to - domain.from);
}

/** SVG path of a step line through the runs; `yOf` turns a value into pixels. Stretches that do not touch start anew. */
export function stepPath(runs: readonly Run[], scale: Scale, yOf: (value: AttributeValue) => number): string {
  return runs
    .map((run, index) => {
      const y = round(yOf(run.value));
      const joined = index > 0 && runs[index - 1]?.to === run.from;
      return `${joined ? `V${y}` : `M${round(xOf(scale, run.from))} ${y}`}H${round(xOf(scale, run.to))}`;
    })
    .join("");
}

/** Whether a name fits into a band of `width` pixels at 11 px type. */
export function nameFits(name: string, width: number): boolean {
  return name.length * 6.7 + 10 <= width;
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}
