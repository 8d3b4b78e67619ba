import type { Bounds, Decision } from "@fleet-persona/engine";
import type { TrialReport, TriedAttribute } from "@fleet-persona/hub-core";
import type { Attribute, AttributeValue, Configuration } from "@fleet-persona/persona";
import type { RecordedFleet } from "./recorded-fleet.ts";
import type { ShadowMoment } from "./shadow-replay.ts";

// A chart of two days on a wide screen has no more pixels than that.
const MOST_POINTS = 480;
// Numbers that lie within this share of their range are the same to whoever decides on them.
const SAME_WITHIN = 0.1;

type Shadow = TrialReport["shadow"];
type Series = TrialReport["series"];

/** Everything a replay tells, counted as it goes: 200,000 decisions are not kept. */
export function shadowSummary(
  fleet: RecordedFleet,
  signalAt: (name: string, moment: number) => number | null,
  bounds: Bounds,
) {
  const { attributes } = fleet;
  const held = new Map<string, number>();
  const handed = new Map<string, number>();
  const counts = new Map(attributes.map(({ name }) => [name, { seen: 0, same: 0, actual: 0, would: 0 }]));
  const every = Math.max(1, Math.ceil(fleet.moments / MOST_POINTS));
  const series = emptySeries(attributes);
  const sum = { moments: 0, guarded: 0, fallback: 0, confidence: 0 };
  let before: { actual: Configuration; would: Configuration } = { actual: {}, would: {} };
  const add = ({ moment, decision, actual, would }: ShadowMoment): void => {
    sum.moments += 1;
    sum.confidence += decision.confidence.total;
    if (decision.decider === "fallback") {
      sum.fallback += 1;
      count(handed, handedBy(decision));
    }
    const guards = guardsOf(decision);
    if (guards.size > 0) sum.guarded += 1;
    for (const guard of guards) count(held, guard);
    for (const attribute of attributes) {
      const { name } = attribute;
      const counted = counts.get(name);
      const [was, would_] = [actual[name], would[name]];
      if (counted === undefined || was === undefined || would_ === undefined) continue;
      counted.seen += 1;
      if (isSame(attribute, was, would_)) counted.same += 1;
      if (before.actual[name] !== undefined && before.actual[name] !== was) counted.actual += 1;
      if (before.would[name] !== undefined && before.would[name] !== would_) counted.would += 1;
    }
    before = { actual, would };
    if (moment % every === 0) addPoint(series, { at: fleet.at[moment] ?? 0, actual, would, moment }, signalAt);
  };
  const done = (): { readonly shadow: Shadow; readonly series: Series } => {
    const all = { seen: 0, same: 0 };
    for (const { seen, same } of counts.values()) [all.seen, all.same] = [all.seen + seen, all.same + same];
    return {
      series,
      shadow: {
        agreement: shareOf(all.same, all.seen),
        guard_share: shareOf(sum.guarded, sum.moments),
        held_by: shares(held, sum.moments),
        fallback_share: shareOf(sum.fallback, sum.moments),
        fallback_because: shares(handed, sum.moments),
        mean_confidence: shareOf(sum.confidence, sum.moments),
        attributes: attributes.map((attribute) => tried(attribute, counts.get(attribute.name), bounds)),
      },
    };
  };
  return { add, done };
}

type Counted = { readonly seen: number; readonly same: number; readonly actual: number; readonly would: number };

function tried(attribute: Attribute, counted: Counted | undefined, bounds: Bounds): TriedAttribute {
  const { name } = attribute;
  const { seen = 0, same = 0, actual = 0, would = 0 } = counted ?? {};
  const isNumber = attribute.kind === "continuous" || attribute.kind === "integer";
  const bound = bounds[name];
  const choices = attribute.kind === "categorical" ? [...attribute.choices] : ["false", "true"];
  return {
    name,
    unit: isNumber ? attribute.unit.slice(0, 64) : "",
    choices: isNumber ? null : choices,
    range: bound?.kind === "range" ? { min: bound.min, max: bound.max } : null,
    agreement: shareOf(same, seen),
    changes: { actual, would },
  };
}

function isSame(attribute: Attribute, a: AttributeValue, b: AttributeValue): boolean {
  if (typeof a !== "number" || typeof b !== "number" || !("min" in attribute)) return a === b;
  return Math.abs(a - b) <= SAME_WITHIN * (attribute.max - attribute.min);
}

// Too small a difference, or one not yet worth a whole step, is no guard's doing.
const PACE = new Set(["deadband", "whole-step", "magnitude"]);

// What clips a step is the engine at work; what is counted is what kept the candidate from what it wanted.
function guardsOf({ verdicts }: Decision): ReadonlySet<string> {
  const guards = verdicts.flatMap(({ heldBy, recommended, current }) =>
    heldBy === null || recommended === current || PACE.has(heldBy) ? [] : [heldBy],
  );
  return new Set(guards);
}

function handedBy({ handover }: Decision): string {
  if (handover === null) return "no reason known";
  switch (handover.kind) {
    case "required-signal":
      return `${handover.signal} ${handover.problem}`.slice(0, 128);
    case "low-confidence":
      return "low confidence";
    case "policy":
      return handover.because;
    case "revoked":
      return "revoked";
  }
  return handover satisfies never;
}

function emptySeries(attributes: readonly Attribute[]): Series {
  const lanes = () => Object.fromEntries(attributes.map(({ name }): [string, AttributeValue[]] => [name, []]));
  return { at: [], request_rate: [], p95_ms: [], actual: lanes(), would: lanes() };
}

type Point = {
  readonly at: number;
  readonly moment: number;
  readonly actual: Configuration;
  readonly would: Configuration;
};

function addPoint(
  series: Series,
  { at, moment, actual, would }: Point,
  signalAt: (name: string, moment: number) => number | null,
): void {
  series.at.push(at);
  series.request_rate.push(signalAt("request_rate", moment));
  series.p95_ms.push(signalAt("latency_p95", moment));
  for (const [name, lane] of Object.entries(series.actual)) lane.push(actual[name] ?? null);
  for (const [name, lane] of Object.entries(series.would)) lane.push(would[name] ?? null);
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function shares(counts: ReadonlyMap<string, number>, of: number): { name: string; share: number }[] {
  return [...counts]
    .map(([name, times]) => ({ name, share: shareOf(times, of) }))
    .toSorted((a, b) => b.share - a.share)
    .slice(0, 8);
}

function shareOf(part: number, of: number): number {
  return of === 0 ? 0 : Math.min(1, Math.max(0, part / of));
}
