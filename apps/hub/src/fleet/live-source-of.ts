import type { Attribute } from "@fleet-persona/persona";
import type { DecisionRecord, EventRecord, HostId, TelemetryWindow as StoredWindow } from "@fleet-persona/hub-core";
import { decisionRowOf } from "../live/decision-row.ts";
import type { EventMark } from "../live/event-marks.ts";
import type { ConfigSeries, LiveSource, Sample, TelemetryWindow } from "../live/live-source.ts";

type Window = {
  readonly fleetId: string;
  readonly hostId?: HostId;
  readonly sinceMs: number;
  readonly untilMs: number;
};
type Reader = {
  telemetry(window: Window & { readonly limit: number }): Promise<StoredWindow>;
  decisions(window: Window & { readonly limit: number }): Promise<readonly DecisionRecord[]>;
  events(window: Window & { readonly limit: number }): Promise<readonly EventRecord[]>;
};

/** What is watched: one host of a fleet, because a series has one value at a time; null = the fleet's only host. */
export type Watched = { readonly fleetId: string; readonly hostId: HostId | null };

/** The live page's source over the hub's procedures. */
export function liveSourceOf(watched: Watched, attributes: readonly Attribute[], read: Reader): LiveSource {
  const { fleetId, hostId } = watched;
  const from = hostId === null ? { fleetId } : { fleetId, hostId };
  return {
    telemetry: async (sinceMs, untilMs) =>
      toSeries(await read.telemetry({ ...from, sinceMs, untilMs, limit: 20_000 }), attributes),
    decisions: async (sinceMs, untilMs) => {
      const stored = await read.decisions({ ...from, sinceMs, untilMs, limit: 5_000 });
      return stored.flatMap((record) => decisionRowOf(record) ?? []).sort((a, b) => a.at - b.at);
    },
    // Events of the whole fleet: a new leader or a kill switch concerns every host.
    events: async (sinceMs, untilMs) =>
      (await read.events({ fleetId, sinceMs, untilMs, limit: 500 })).map(markOfEvent).toReversed(),
  };
}

function markOfEvent({ hostId, hostName, epoch, seq, at, payload }: EventRecord): EventMark {
  const { name, severity, message } = payload;
  return { id: `${hostId}:${epoch}:${seq}`, at, hostName, name, severity, message };
}

const configPrefix = "config.";
// An agent cuts a unit at this many characters: a list of choices that long may have lost its end.
const unitLimit = 32;

/** Frames (one row of values each) as one series a signal; a configuration's choices get their names back. */
export function toSeries({ dictionary, frames }: StoredWindow, attributes: readonly Attribute[]): TelemetryWindow {
  const signals: Record<string, Sample<number | null>[]> = {};
  const config: Record<string, ConfigSeries[number][]> = {};
  for (const [column, { name, unit }] of dictionary.entries()) {
    if (!name.startsWith(configPrefix)) {
      signals[name] = frames.map(({ at, values }) => ({ at, value: values[column] ?? null }));
      continue;
    }
    const attribute = name.slice(configPrefix.length);
    const choices = choicesOf(
      unit,
      attributes.find((known) => known.name === attribute),
    );
    if (choices === "unknown") continue;
    config[attribute] = frames.flatMap(({ at, values }) => {
      const value = values[column] ?? null;
      const named = value === null || choices === null ? value : (choices[value] ?? null);
      return named === null ? [] : [{ at, value: named }];
    });
  }
  return { signals, config };
}

// A list that was cut is only believed to be the attribute's own when it begins like it.
function choicesOf(unit: string, attribute: Attribute | undefined): readonly string[] | null | "unknown" {
  if (!unit.includes("|")) return null;
  if (unit.length < unitLimit) return unit.split("|");
  if (attribute?.kind !== "categorical") return "unknown";
  return attribute.choices.join("|").slice(0, unitLimit) === unit ? attribute.choices : "unknown";
}
