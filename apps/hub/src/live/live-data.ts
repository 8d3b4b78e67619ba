import type { AttributeValue } from "@fleet-persona/persona";
import type { EventMark } from "./event-marks.ts";
import type { ConfigSeries, DecisionRow, Sample, SignalSeries, TelemetryWindow } from "./live-source.ts";
import { keepFrom, mergeSamples } from "./series.ts";

/** Everything the instrument has read so far, oldest first. */
export type LiveData = {
  readonly signals: Readonly<Record<string, SignalSeries>>;
  readonly config: Readonly<Record<string, ConfigSeries>>;
  readonly decisions: readonly DecisionRow[];
  readonly events: readonly EventMark[];
};

export const noData: LiveData = { signals: {}, config: {}, decisions: [], events: [] };

/** Adds what was read. Replays and overlaps change nothing; late frames fall into their place. */
export function addToData(
  data: LiveData,
  telemetry: TelemetryWindow,
  decisions: readonly DecisionRow[],
  events: readonly EventMark[] = [],
): LiveData {
  return {
    signals: mergeRecords(data.signals, telemetry.signals),
    config: mergeRecords(data.config, telemetry.config),
    decisions: mergeById(data.decisions, decisions),
    events: mergeById(data.events, events),
  };
}

/** Forgets what is older than `from`. */
export function forgetBefore(data: LiveData, from: number): LiveData {
  const cut = <Item extends { readonly at: number }>(record: Readonly<Record<string, readonly Item[]>>) =>
    Object.fromEntries(Object.entries(record).map(([name, samples]) => [name, keepFrom(samples, from)]));
  return {
    signals: cut(data.signals),
    config: cut(data.config),
    decisions: keepFrom(data.decisions, from),
    events: keepFrom(data.events, from),
  };
}

/** The newest moment anything is known about, null when nothing is. */
export function newestAt(data: LiveData): number | null {
  const ends = [...Object.values(data.signals), data.decisions].map((samples) => samples.at(-1)?.at ?? -Infinity);
  const newest = Math.max(-Infinity, ...ends);
  return Number.isFinite(newest) ? newest : null;
}

/** What an attribute was: as telemetry said, or else as the decisions saw it and left it. */
export function configSeries(data: LiveData, attribute: string): ConfigSeries {
  const told = data.config[attribute];
  return told && told.length > 0 ? told : fromDecisions(data.decisions, attribute);
}

function fromDecisions(rows: readonly DecisionRow[], attribute: string): ConfigSeries {
  return rows.flatMap(({ at, decision, apply }): Sample<AttributeValue>[] => {
    const verdict = decision.verdicts.find((candidate) => candidate.attribute === attribute);
    if (!verdict) return [];
    return [{ at, value: apply.kind === "applied" ? verdict.final : verdict.current }];
  });
}

// A guard that makes a wish wait: until it lets go, what would be is what the last decision would have made it.
const WAITING: ReadonlySet<string> = new Set(["cooldown", "hysteresis", "forecast", "whole-step"]);

/** What an attribute would be had the decisions made in shadow been applied; null while none was in shadow. */
export function shadowSeries(
  rows: readonly DecisionRow[],
  attribute: string,
): readonly Sample<AttributeValue | null>[] {
  let standing: AttributeValue | null = null;
  return rows.flatMap(({ at, decision }): Sample<AttributeValue | null>[] => {
    const verdict = decision.verdicts.find((candidate) => candidate.attribute === attribute);
    if (decision.mode === "shadow" && !verdict) return [];
    const waits = verdict?.heldBy != null && WAITING.has(verdict.heldBy);
    if (decision.mode !== "shadow" || !verdict) standing = null;
    else if (!waits || standing === null) standing = verdict.final;
    return [{ at, value: standing }];
  });
}

function mergeRecords<Value>(
  known: Readonly<Record<string, readonly Sample<Value>[]>>,
  incoming: Readonly<Record<string, readonly Sample<Value>[]>>,
): Readonly<Record<string, readonly Sample<Value>[]>> {
  const merged = { ...known };
  for (const [name, samples] of Object.entries(incoming)) merged[name] = mergeSamples(known[name] ?? [], samples);
  return merged;
}

function mergeById<Dated extends { readonly id: string; readonly at: number }>(
  known: readonly Dated[],
  incoming: readonly Dated[],
): readonly Dated[] {
  if (incoming.length === 0) return known;
  const byId = new Map(known.map((row) => [row.id, row]));
  for (const row of incoming) byId.set(row.id, row);
  return [...byId.values()].sort((a, b) => a.at - b.at);
}
